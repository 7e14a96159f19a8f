import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Plan } from '../control/plan.js';
import { findWriter } from '../writers/find-writer.js';
import type { Granularity } from '../gate/index.js';
import { cut } from '../report/fold.js';
import { parseScenario, type Scenario } from '../scenario/scenario.js';
import { parseSchedule, undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { drawIntegers, newSeed } from '../schedule/seed.js';
import type { Rotation } from '../scenario/rotation.js';
import { toldAtStart } from '../writers/told-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerOfWords, type WriterWords } from './given-writer.js';
import type { PageOption } from './page.js';
import { assertDirectoriesCanBeMade, assertStepsCanBeHeld } from './requirements.js';
import { isAboutProgram, programOf, type ProgramOptions } from './program-options.js';
import { programScenario } from '../scenario/program-scenario.js';
import { named, type FileNames } from './file-names.js';
import { rotationKindOf, type RotationType } from './rotation-type.js';
import { defaultSilenceMs } from '../processes/free.js';

/** The options of `logtorture run`, as they are given. */
export interface RunOptions extends FileNames, ProgramOptions, PageOption {
  readonly type?: RotationType;
  readonly writer?: string;
  readonly processes?: number;
  readonly records?: number;
  readonly recordBytes?: number;
  readonly maxBytes?: number;
  readonly periodMs?: number;
  readonly backups?: number;
  readonly pauseMs?: number;
  readonly silenceMs?: number;
  readonly runs: number;
  readonly seed?: number;
  readonly controlled?: true;
  readonly schedule?: string;
  readonly profile: Granularity;
  readonly json?: true;
}

/** What they ask for. */
export interface RunRequest {
  readonly writer: WriterProgram;
  readonly scenario: Scenario;
  readonly runs: number;
  readonly silenceMs: number;
  readonly seed: number;
  /** How the steps of each run, counted from 1, are ordered; missing where the operating system orders them. */
  readonly control?: { readonly profile: Granularity; readonly planOf: (run: number) => Plan };
}

/** A controlled run is there to be read, so it is small; a free one finds a loss only by luck, so it is larger. */
const usual = {
  free: { processes: 5, records: 100, maxBytes: 1000 },
  controlled: { processes: 2, records: 2, maxBytes: 100 },
};

/** @throws {Error} one line that says what can't be done. */
export async function readRunOptions(given: WriterWords, options: RunOptions): Promise<RunRequest> {
  assertDirectoriesCanBeMade();
  if (isAboutProgram(options)) return programRequest(given, options);
  const program = given.words.length > 0 ? await writerOfWords(given) : await findWriter(nameOf(options));
  const writer = named(toldAtStart(program, options), options);
  const seed = options.seed ?? newSeed();
  const request = { writer, seed, runs: options.runs, silenceMs: options.silenceMs ?? defaultSilenceMs() };
  const isFree = options.controlled === undefined && options.schedule === undefined;
  // What runs beside free processes would be there too late, or too early: only under control somebody knows.
  if (isFree && writer.beside === undefined) {
    if (options.html !== undefined)
      throw new Error('A free run has no steps to draw: --html needs --controlled, or --schedule.');
    return { ...request, scenario: scenarioOf(writer, seed, { ...usual.free, ...options }) };
  }
  assertStepsCanBeHeld();
  return {
    ...request,
    scenario: scenarioOf(writer, seed, { ...usual.controlled, ...options }),
    control: { profile: options.profile, planOf: plansOf(options) },
  };
}

/**
 * A program as it is runs under control in any case: of a free run nobody would know what it has written, so nobody could tell what is
 * missing. The first run is undisturbed; the order of all others is drawn.
 */
function programRequest(given: WriterWords, options: RunOptions): RunRequest {
  const { processes = 1, records, profile, runs, schedule, silenceMs = defaultSilenceMs() } = options;
  const terms = records === undefined ? {} : { sizes: { records: { min: records, max: records } } };
  const writer = programOf(given, options, terms);
  assertStepsCanBeHeld();
  const seed = options.seed ?? newSeed();
  const planOf = plansOf({ ...options, seed });
  const isFirstDrawn = schedule !== undefined || options.seed !== undefined;
  return {
    writer,
    scenario: programScenario(writer, { processes, records: records ?? usual.controlled.records }),
    seed,
    runs,
    silenceMs,
    control: { profile, planOf: (run) => (run === 1 && !isFirstDrawn ? undisturbedPlan : planOf(run)) },
  };
}

function nameOf({ writer, type }: RunOptions): string {
  return writer ?? type ?? 'size';
}

function scenarioOf(writer: WriterProgram, seed: number, options: RunOptions & typeof usual.free): Scenario {
  const type = options.type ?? (writer.rotations[0] === 'none' ? 'file' : writer.rotations[0]) ?? 'file';
  const kind = rotationKindOf(type, writer);
  const { processes, records, recordBytes = 50, maxBytes, periodMs = 1000 } = options;
  const { backups = processes * records, pauseMs = kind === 'time' ? 20 : 0 } = options;
  const rotations: Record<Rotation['kind'], Rotation> = {
    none: { kind: 'none' },
    size: { kind: 'size', maxBytes, backups },
    time: { kind: 'time', periodMs, backups },
  };
  const pausesMs = pauseMs === 0 ? [0] : drawIntegers(seed, processes * records, pauseMs);
  return parseScenario({ processes, records, recordBytes: [recordBytes], rotation: rotations[kind], pausesMs });
}

const undisturbedPlan: Plan = { kind: 'schedule', schedule: undisturbedSchedule };

/** A schedule, the same each time; or random walks from the seed; or the undisturbed order. */
function plansOf({ schedule, seed }: RunOptions): (run: number) => Plan {
  if (schedule === undefined && seed !== undefined) return (run) => ({ kind: 'random-walk', seed: seed + run - 1 });
  if (schedule === undefined) return () => undisturbedPlan;
  const plan: Plan = { kind: 'schedule', schedule: readSchedule(schedule) };
  return () => plan;
}

function readSchedule(jsonOrFile: string): Schedule {
  const isFile = existsSync(jsonOrFile) && statSync(jsonOrFile).isFile();
  let value: unknown;
  try {
    value = JSON.parse(isFile ? readFileSync(jsonOrFile, 'utf8') : jsonOrFile);
  } catch (error) {
    const verdict = isFile ? 'names a file that holds no JSON' : 'is neither a file nor JSON';
    throw new Error(`--schedule ${verdict}: ${cut(jsonOrFile, 80)}`, { cause: error });
  }
  return parseSchedule(value);
}
