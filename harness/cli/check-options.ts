import { InvalidArgumentError } from 'commander';
import { allClaims, claims, type Claim } from '../claims/claim.js';
import { openRemoteControl } from '../control/remote.js';
import { newDirectory } from '../processes/directory.js';
import type { Budget } from '../search/verdict.js';
import { newSeed } from '../seed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerOfWords, type GivenWriter } from './given-writer.js';
import { assertStepsCanBeHeld } from './held-steps.js';
import { rotationKindOf, type RotationType } from './rotation-type.js';

/** The options of `logtorture check`, as they are given. */
export interface CheckOptions {
  readonly type?: RotationType;
  readonly seed?: number;
  readonly budget: Budget;
  readonly claims?: readonly Claim[];
  readonly keep: string;
  readonly workers?: number;
  readonly json?: true;
}

/** What they ask for. */
export interface CheckRequest {
  readonly writer: GivenWriter;
  readonly claims: readonly Claim[];
  readonly seed: number;
}

/** @throws {Error} one line that says what can't be done. */
export async function readCheckOptions(words: readonly string[], options: CheckOptions): Promise<CheckRequest> {
  if (words.length === 0)
    throw new Error('Which writer? Give its name, the path of its module, or a command behind --.');
  newDirectory().remove();
  const writer = rotatedBy(options.type, await writerOfWords(words));
  assertStepsCanBeHeld();
  await assertStarts(writer.program);
  return { writer, claims: options.claims ?? claimsFor(writer.program), seed: options.seed ?? newSeed() };
}

/** The same writer, asked for one kind of rotation only. */
function rotatedBy(type: RotationType | undefined, writer: GivenWriter): GivenWriter {
  if (type === undefined) return writer;
  return { ...writer, program: { ...writer.program, rotations: [rotationKindOf(type, writer.program)] } };
}

/**
 * Those that hold while nothing fails, and of the others those that it promises. A writer that never rotates has no
 * backups to keep.
 */
function claimsFor({ rotations, guarantees }: WriterProgram): readonly Claim[] {
  const rotates = rotations.some((kind) => kind !== 'none');
  const wanted = new Set<Claim>([...claims, ...guarantees]);
  return allClaims.filter((claim) => wanted.has(claim) && (rotates || claim !== 'retention-kept'));
}

/** A writer whose processes don't start is bad input, where in the middle of a search it would be a fault of the harness. */
async function assertStarts(writer: WriterProgram): Promise<void> {
  const control = await openRemoteControl({ writer, processes: 1 });
  await control.close();
}

/** Reads a list of claims. */
export function parseClaims(text: string): readonly Claim[] {
  const names = text.split(',').map((name) => name.trim());
  const known = allClaims.filter((claim) => names.includes(claim));
  if (known.length === new Set(names).size) return known;
  throw new InvalidArgumentError(`The claims are ${allClaims.join(', ')}.`);
}
