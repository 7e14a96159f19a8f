import type { Step } from '../gate/index.js';
import type { HistoryEvent } from './history.js';
import { isLiveFile, type LogFile } from './log-files.js';
import type { Scenario } from '../scenario/scenario.js';

/** How one process ended its part. Only `closed`, and `exited` with status 0 for one that leaves early, are as asked. */
export type ProcessEnd =
  | { readonly kind: 'closed' }
  | { readonly kind: 'exited'; readonly exitCode: number | undefined; readonly signal: string | undefined }
  | { readonly kind: 'died'; readonly exitCode: number | undefined; readonly signal: string | undefined }
  | { readonly kind: 'hung'; readonly silentMs: number; readonly doing: string }
  | { readonly kind: 'garbled'; readonly line: string }
  /** The execution was over before it was: in a deadlock, or at its limit of steps. */
  | { readonly kind: 'stopped'; readonly doing: string };

export interface ProcessReport {
  readonly process: number;
  readonly end: ProcessEnd;
  /** What it printed on stderr, with the execution's directory left out of paths. */
  readonly stderr: string;
}

/** Anything but `completed` is never a pass. */
export type Outcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'deadlock' }
  | { readonly kind: 'step-limit' }
  | { readonly kind: 'uncontrolled'; readonly process: number; readonly reason: string };

/** The clock moved on, just before a step of the trace, counted from 1, or after the last one. */
export interface ClockMove {
  readonly before: number;
  readonly byMs: number;
}

/** The clock of a process, or of the whole machine, was set, just before a step of the trace, or after the last one. */
export interface ClockSetting {
  readonly before: number;
  readonly byMs: number;
  readonly process?: number;
}

/** A process was killed from outside, just before a step of the trace, counted from 1, or after the last one. */
export interface ProcessKill {
  readonly before: number;
  readonly process: number;
}

/** A file was more readable than it was asked to be, just before a step of the trace, or after the last one. */
export interface Exposure {
  readonly before: number;
  readonly file: string;
  /** Its mode, as in 0o644. */
  readonly mode: number;
}

/** One run of a scenario. Plain data: everything that invariants and reports read. */
export interface Execution {
  readonly writer: string;
  readonly scenario: Scenario;
  readonly history: readonly HistoryEvent[];
  /** The steps in the order in which they took effect; none of a free run, where nobody saw them. */
  readonly trace: readonly Step[];
  /** Where the clock moved, by a schedule's tick or because nobody could go on before; none of a free run. */
  readonly clockMoves?: readonly ClockMove[];
  /** Where a clock was set by the schedule; none of a free run. */
  readonly clockSettings?: readonly ClockSetting[];
  /** Who was killed by the schedule; nobody in a free run. */
  readonly kills?: readonly ProcessKill[];
  /** The first time of each file, where the scenario says which mode the log has. */
  readonly exposures?: readonly Exposure[];
  /** The files afterwards, from the oldest to the live one. */
  readonly files: readonly LogFile[];
  readonly processes: readonly ProcessReport[];
  readonly outcome: Outcome;
  readonly milliseconds: number;
}

/** The files that a rotation has put aside. */
export function rotatedFiles(execution: Execution): LogFile[] {
  return execution.files.filter((file) => !isLiveFile(file));
}

/**
 * Whether two processes wrote at the same time: one took a step between two steps of another or, in a free run, was
 * answered between two answers to another.
 */
export function overlapped({ trace, history }: Execution): boolean {
  const answers = history.filter(({ kind }) => kind === 'ok' || kind === 'fail');
  const turns: number[] = [];
  for (const { process } of trace.length > 0 ? trace : answers) if (turns.at(-1) !== process) turns.push(process);
  return turns.length > new Set(turns).size;
}
