import { InvalidArgumentError } from 'commander';
import { claims } from '../claims/index.js';
import { didYouMean } from '../writers/did-you-mean.js';
import { concurrencies } from '../scenario/concurrency.js';
import type { Budget } from '../search/verdict.js';
import { newSeed } from '../schedule/seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerOfWords, type WriterWords } from './given-writer.js';
import { assertCanBeKept } from './keep.js';
import { partOf, type Part } from './promises.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { rotationKindOf, type RotationType } from './rotation-type.js';
import { assertControlled } from './validate.js';

/** The options of `logtorture check`, as they are given. */
export interface CheckOptions {
  readonly type?: RotationType;
  readonly seed?: number;
  readonly budget: Budget;
  readonly claims?: readonly string[];
  readonly alone?: true;
  readonly together?: true;
  readonly keep: string;
  readonly workers?: number;
  readonly json?: true;
}

/** What they ask for. */
export interface CheckRequest {
  readonly writer: WriterProgram;
  /** One process alone, several together, or one after the other. */
  readonly parts: readonly Part[];
  readonly seed: number;
}

/** @throws {Error} one line that says what can't be done. */
export async function readCheckOptions(given: WriterWords, options: CheckOptions): Promise<CheckRequest> {
  if (given.words.length === 0)
    throw new Error('Which writer? Give its name, the path of its module, or a command behind --.');
  assertDirectoriesCanBeMade();
  assertCanBeKept(options.keep);
  const writer = rotatedBy(options.type, await writerOfWords(given));
  assertStepsCanBeHeld();
  await assertControlled(writer);
  const both = options.alone === options.together;
  const parts = concurrencies
    .filter((concurrency) => both || options[concurrency] === true)
    .map((concurrency) => partOf(writer, concurrency, options.claims));
  return { writer, parts, seed: options.seed ?? newSeed() };
}

/** The writer, restricted to one kind of rotation. */
function rotatedBy(type: RotationType | undefined, writer: WriterProgram): WriterProgram {
  if (type === undefined) return writer;
  return { ...writer, rotations: [rotationKindOf(type, writer)] };
}

/** Reads a list of claims. */
export function parseClaims(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const known = claims.filter((claim) => names.includes(claim));
  if (known.length === new Set(names).size) return known;
  const wrong = names.find((name) => !known.some((claim) => claim === name)) ?? '';
  throw new InvalidArgumentError(
    `There is no claim ${wrong}.${didYouMean(wrong, claims)} The claims are ${claims.join(', ')}.`,
  );
}
