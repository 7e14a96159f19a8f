import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { invariantNamed } from '../claims/index.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { PageCounterexample, PageData } from '../page/data.js';
import { executeShown } from '../page/execute-shown.js';
import { pageCounterexample } from '../page/shown.js';
import { writePage } from '../page/write-page.js';
import type { Where } from '../report/counterexample.js';
import type { SearchThread } from '../search/threads.js';
import { errorMessage } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';

export interface PageOption {
  /** The file that the page is written to. */
  readonly html?: string;
}

export function pageOption(): Option {
  return new Option('--html <file>', 'write a page of what was found, to step through').argParser(writable);
}

/** Refuses a file that can't be written, before a search that may take hours. */
export function writable(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true });
    accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
    if (existsSync(file) && statSync(file).isDirectory()) throw new Error('it is a folder');
    return file;
  } catch (error) {
    throw new InvalidArgumentError(`It can't be written: ${errorMessage(error)}.`);
  }
}

/** A counterexample with its place, so that a page says how to run it again. */
export interface Placed {
  readonly counterexample: Counterexample;
  readonly where: Where;
}

interface PageMeans {
  readonly thread: Pick<SearchThread, 'ask'>;
  readonly writer: WriterProgram;
  /** When, on the steady clock, it must be done; default: never. */
  readonly endMs?: number;
}

interface Drawing {
  readonly of: Counterexample;
  readonly shown: PageCounterexample;
}

/** What a page shows of counterexamples; those that do not come again are left out. */
export async function drawn(placed: readonly Placed[], means: PageMeans): Promise<Drawing[]> {
  const drawings: Drawing[] = [];
  for (const { counterexample, where } of placed) {
    const invariant = invariantNamed(counterexample.claim);
    const shown =
      invariant === undefined ? undefined : await executeShown(counterexample, where, { ...means, invariant });
    if (shown !== undefined) drawings.push({ of: counterexample, shown: pageCounterexample(shown) });
  }
  return drawings;
}

/** Writes a page, and says where. */
export function writeAndSay(file: string, data: PageData): void {
  writePage(file, data);
  console.error(`Open it: ${file}`);
}
