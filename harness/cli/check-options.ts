import { InvalidArgumentError } from 'commander';
import { claims, invariantNamed } from '../claims/index.js';
import { didYouMean } from '../writers/did-you-mean.js';
import type { Budget } from '../search/verdict.js';
import { newSeed } from '../schedule/seed.js';
import { assertNoLogrotate } from '../writers/told-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { ReportOptions } from './check-reports.js';
import { assertGiven, toldWriter, type WriterWords } from './given-writer.js';
import { assertCanBeKept } from './keep.js';
import { named, type FileNames } from './file-names.js';
import { claimsOfProgram } from './program-claims.js';
import { isAboutProgram, programOf, type ProgramOptions } from './program-options.js';
import { partOf, type Part } from './promises.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { concurrenciesOf, sized } from './sizes.js';
import { isSeveral } from '../scenario/program-scenario.js';
import type { Shard } from '../search/lanes.js';
import type { Sizes } from '../scenario/sizes.js';
import { rotationKindOf, type RotationType } from './rotation-type.js';

/** The options of `logtorture check`, as they are given. */
export interface CheckOptions extends FileNames, Sizes, ProgramOptions, ReportOptions {
  readonly type?: RotationType;
  readonly seed?: number;
  readonly budget: Budget;
  readonly claims?: readonly string[];
  readonly alone?: true;
  readonly together?: true;
  readonly keep: string;
  readonly workers?: number;
  readonly bail?: true;
  readonly shard?: Shard;
  readonly json?: true;
}

/** What they ask for. */
export interface CheckRequest {
  readonly writer: WriterProgram;
  /** One process alone, several together, or one after the other. */
  readonly parts: readonly Part[];
  readonly seed: number;
}

/**
 * @param leftMs how long a module may take to load, where that is less than usual.
 * @throws {Error} one line that says what can't be done.
 */
export async function readCheckOptions(
  given: WriterWords,
  options: CheckOptions,
  leftMs: number,
): Promise<CheckRequest> {
  const isProgram = isAboutProgram(options);
  if (!isProgram) assertGiven(given);
  if (options.json === true && options.markdown === true) throw new Error('It is either --json or --markdown.');
  assertCanBeDivided(options);
  assertDirectoriesCanBeMade();
  assertCanBeKept(options.keep);
  if (isProgram) {
    const program = sized(programOf(given, options), options);
    assertStepsCanBeHeld();
    return requestFor(program, options, options.seed ?? newSeed());
  }
  const writer = sized(rotatedBy(options.type, named(await toldWriter(given, options, leftMs), options)), options);
  assertStepsCanBeHeld();
  return requestFor(writer, options, options.seed ?? newSeed());
}

function assertCanBeDivided({ shard, seed, bail }: CheckOptions): void {
  if (shard === undefined) return;
  if (seed === undefined) throw new Error('--shard takes --seed: all parts of a search must draw from the same one.');
  if (bail === true) throw new Error('--shard takes no --bail: what counts is the first failure of all parts.');
}

/** @throws {Error} one line that says what can't be asked of it. */
export function requestFor(writer: WriterProgram, options: CheckOptions, seed: number): CheckRequest {
  const { asIs, forks } = writer;
  const isOneSeveral = asIs !== undefined && isSeveral({ asIs, forks });
  const asked = asIs === undefined ? options.claims : claimsOfProgram(options.claims, options.kills === true);
  for (const claim of asked ?? [])
    if (invariantNamed(claim)?.needs.logrotate !== undefined) assertNoLogrotate(writer, claim);
  const parts = concurrenciesOf(options, writer.sizes ?? {}, isOneSeveral).map((each) => partOf(writer, each, asked));
  return { writer, parts, seed };
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
