import { InvalidArgumentError } from 'commander';
import { claims, claimsWithoutFaults, invariants } from '../claims/index.js';
import { isQuestionFor } from '../claims/judge.js';
import type { Budget } from '../search/verdict.js';
import { newSeed } from '../schedule/seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerOfWords } from './given-writer.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { rotationKindOf, type RotationType } from './rotation-type.js';
import { assertControlled } from './validate.js';

/** The options of `logtorture check`, as they are given. */
export interface CheckOptions {
  readonly type?: RotationType;
  readonly seed?: number;
  readonly budget: Budget;
  readonly claims?: readonly string[];
  readonly keep: string;
  readonly workers?: number;
  readonly json?: true;
}

/** What they ask for. */
export interface CheckRequest {
  readonly writer: WriterProgram;
  readonly claims: readonly string[];
  readonly seed: number;
}

/** @throws {Error} one line that says what can't be done. */
export async function readCheckOptions(words: readonly string[], options: CheckOptions): Promise<CheckRequest> {
  if (words.length === 0)
    throw new Error('Which writer? Give its name, the path of its module, or a command behind --.');
  assertDirectoriesCanBeMade();
  const writer = rotatedBy(options.type, await writerOfWords(words));
  assertStepsCanBeHeld();
  await assertControlled(writer);
  return { writer, claims: options.claims ?? claimsFor(writer), seed: options.seed ?? newSeed() };
}

/** The writer, restricted to one kind of rotation. */
function rotatedBy(type: RotationType | undefined, writer: WriterProgram): WriterProgram {
  if (type === undefined) return writer;
  return { ...writer, rotations: [rotationKindOf(type, writer)] };
}

/** Those that hold while nothing fails, and of the others those that it promises. */
function claimsFor({ rotations, guarantees }: WriterProgram): readonly string[] {
  const wanted = new Set<string>([...claimsWithoutFaults, ...guarantees]);
  return invariants
    .filter((invariant) => wanted.has(invariant.claim) && isQuestionFor(invariant, rotations))
    .map(({ claim }) => claim);
}

/** Reads a list of claims. */
export function parseClaims(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  const known = claims.filter((claim) => names.includes(claim));
  if (known.length === new Set(names).size) return known;
  throw new InvalidArgumentError(`The claims are ${claims.join(', ')}.`);
}
