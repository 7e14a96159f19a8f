import { accessSync, constants } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { claims, claimsWithoutFaults } from '../claims/index.js';
import type { MatrixRequest } from '../matrix/matrix.js';
import type { Shard } from '../search/lanes.js';
import type { Budget } from '../search/verdict.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { findWriter } from '../writers/find-writer.js';
import { builtInWriters } from '../writers/index.js';
import { assertCanBeKept } from './keep.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';

/** The options of `logtorture matrix`, as they are given. */
export interface MatrixOptions {
  readonly only?: readonly string[];
  readonly claims?: readonly string[];
  readonly budget: Budget;
  readonly seed: number;
  readonly workers?: number;
  readonly keep: string;
  readonly shard?: Shard;
  readonly anew?: true;
  readonly json?: true;
  /** To print a table, or the file of a page to write. */
  readonly markdown?: true | string;
  /** The file of a page to write. */
  readonly html?: string;
}

/** @throws {Error} one line that says what can't be done. */
export async function readMatrixOptions(
  options: MatrixOptions,
): Promise<Pick<MatrixRequest, 'writers' | 'asked' | 'workers'> & { readonly all: readonly WriterProgram[] }> {
  const { seed, budget, keep, only, shard } = options;
  if (options.json === true && options.markdown !== undefined) throw new Error('It is either --json or --markdown.');
  const all = only === undefined ? builtInWriters() : await chosen(only);
  if (typeof options.markdown === 'string') accessSync(dirname(options.markdown), constants.W_OK);
  assertDirectoriesCanBeMade();
  assertCanBeKept(keep);
  assertStepsCanBeHeld();
  return {
    all,
    writers: shard === undefined ? all : all.filter((_, index) => index % shard.count === shard.index - 1),
    asked: {
      seed,
      budget,
      keep,
      claims: claims.filter((claim) => (options.claims ?? claimsWithoutFaults).includes(claim)),
    },
    workers: options.workers ?? availableParallelism(),
  };
}

/** Writers by their names, by what their names begin with (`winston*`), or by the paths of their modules. */
async function chosen(only: readonly string[]): Promise<WriterProgram[]> {
  const all = builtInWriters();
  const found = new Map<string, WriterProgram>();
  for (const each of only) {
    const begins = each.endsWith('*') ? all.filter(({ name }) => name.startsWith(each.slice(0, -1))) : [];
    const named = all.filter(({ name }) => name === each);
    const writers = [...begins, ...named];
    for (const writer of writers.length > 0 ? writers : [await findWriter(each)]) found.set(writer.name, writer);
  }
  return [...found.values()];
}

/** Reads a list of names with commas between them. */
export function parseNames(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
