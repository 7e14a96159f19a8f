import * as v from 'valibot';
import { problemsOf } from '../problems.js';
import { count } from './count.js';
import { recordContents, type RecordContent } from './content.js';
import { maxRecordBytes, minRecordBytes, recordText } from './record.js';
import { rotationSchema, type Rotation } from './rotation.js';

/** How a program that is no writer rotates a log: by renaming it, with a new one made or not, or by copying and emptying it. */
export const logrotateModes = ['create', 'nocreate', 'copytruncate'] as const;
export type LogrotateMode = (typeof logrotateModes)[number];

/**
 * What such a program does with the file that it has put aside when it rotates for the second time: it packs it (`compress` and
 * `delaycompress` in its configuration), or removes it (`rotate 1`).
 */
export const secondRotations = ['delaycompress', 'remove'] as const;
export type SecondRotation = (typeof secondRotations)[number];

/**
 * What an execution is asked to do. Plain JSON. Lists with fewer entries than records are used again from their start,
 * running through process 0's records, then process 1's.
 */
export interface Scenario {
  readonly processes: number;
  /** Records that each process writes. */
  readonly records: number;
  /** Bytes of a record's text, without its line end: 32 to 1,048,576. */
  readonly recordBytes: readonly number[];
  /** What records hold beside printable ASCII, which is all that they hold by default. */
  readonly content?: RecordContent;
  readonly rotation: Rotation;
  /** The log is there before, empty, with this mode (as in 0o600), which is what all of its files are to have. */
  readonly mode?: number;
  /**
   * The log is rotated by a program that is no writer, as logrotate does it. That is a process of its own, whose number comes after
   * those of the writer's, and whose steps are scheduled like theirs.
   */
  readonly logrotate?: LogrotateMode;
  /** That program rotates the log twice, and does this meanwhile; after each rotation it sends SIGHUP to processes that handle it. */
  readonly logrotateAgain?: SecondRotation;
  /** Milliseconds that a process waits before a record. */
  readonly pausesMs?: readonly number[];
  /** Processes that start late: each once so many records of the others have been answered, or the others have ended. */
  readonly lateStarts?: readonly { readonly process: number; readonly afterRecords: number }[];
  /** Processes that leave early: each closes its log after so many records, and exits. */
  readonly earlyExits?: readonly { readonly process: number; readonly afterRecords: number }[];
  /**
   * The processes are copies of a program as it is, which writes lines of its own: as many as it likes, so that `records` says nothing;
   * or as many as `records` says, which it is asked for. `recordBytes` says nothing then.
   */
  readonly lines?: 'own' | 'asked';
  /** One copy of the program is several processes already: it starts others, or others run beside it. */
  readonly several?: true;
}

const countOf = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
const afterRecords = v.array(v.object({ process: count, afterRecords: count }));

export const scenarioSchema: v.GenericSchema<unknown, Scenario> = v.object({
  processes: countOf(1, 1000),
  records: countOf(0, 1_000_000),
  recordBytes: v.pipe(v.array(countOf(minRecordBytes, maxRecordBytes)), v.minLength(1)),
  content: v.exactOptional(v.picklist(recordContents)),
  rotation: rotationSchema,
  mode: v.exactOptional(countOf(0, 0o777)),
  logrotate: v.exactOptional(v.picklist(logrotateModes)),
  logrotateAgain: v.exactOptional(v.picklist(secondRotations)),
  pausesMs: v.exactOptional(v.array(v.pipe(v.number(), v.minValue(0)))),
  lateStarts: v.exactOptional(afterRecords),
  earlyExits: v.exactOptional(afterRecords),
  lines: v.exactOptional(v.picklist(['own', 'asked'])),
  several: v.exactOptional(v.literal(true)),
});

/**
 * The scenario that `value` is.
 * @throws {Error} one error that lists every problem at once.
 */
export function parseScenario(value: unknown): Scenario {
  const checked = v.safeParse(scenarioSchema, value);
  if (checked.success) return checked.output;
  throw new Error(`The scenario can't be run: ${problemsOf(checked.issues, 'the scenario').join('; ')}.`);
}

/** How many records a process writes: all of them, unless it leaves early. */
export function recordsOf(scenario: Scenario, process: number): number {
  const exit = scenario.earlyExits?.find((early) => early.process === process);
  return Math.min(scenario.records, exit?.afterRecords ?? scenario.records);
}

/** Whether a process exits as soon as it has closed its log. */
export function leavesEarly(scenario: Scenario, process: number): boolean {
  return scenario.earlyExits?.some((early) => early.process === process) ?? false;
}

export function totalRecords(scenario: Scenario): number {
  let total = 0;
  for (let process = 0; process < scenario.processes; process++) total += recordsOf(scenario, process);
  return total;
}

/** The bytes of one record's text. */
export function bytesOf(scenario: Scenario, process: number, sequence: number): number {
  return cycled(scenario.recordBytes, process * scenario.records + sequence) ?? minRecordBytes;
}

/** The texts that a process is asked to append, in order. */
export function recordTexts(scenario: Scenario, process: number): string[] {
  return Array.from({ length: recordsOf(scenario, process) }, (_, sequence) =>
    recordText({ process, sequence }, bytesOf(scenario, process, sequence), scenario.content),
  );
}

/** The pauses before each record of a process, in milliseconds, or nothing where there is none. */
export function pausesOf(scenario: Scenario, process: number): number[] | undefined {
  const { pausesMs } = scenario;
  if (pausesMs === undefined || pausesMs.every((ms) => ms === 0)) return undefined;
  return Array.from(
    { length: recordsOf(scenario, process) },
    (_, sequence) => cycled(pausesMs, process * scenario.records + sequence) ?? 0,
  );
}

function cycled<T>(list: readonly T[], index: number): T | undefined {
  return list[index % list.length];
}
