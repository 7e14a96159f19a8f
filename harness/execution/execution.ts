import { ownerOf, type GateEvent } from '../gate/index.js';
import { traceOf } from './events.js';
import type { HistoryEvent } from './history.js';
import { isLiveFile, type LogFile } from './log-files.js';
import type { AsIs } from '../scenario/as-is.js';
import type { Scenario } from '../scenario/scenario.js';

/** How one process ended its part. Only `closed`, and `exited` with status 0 for one that leaves early, are as asked. */
export type ProcessEnd =
  | { readonly kind: 'closed' }
  | { readonly kind: 'exited'; readonly exitCode: number | undefined; readonly signal: string | undefined }
  | {
      readonly kind: 'died';
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      /** It had closed its log, but was not asked to leave. */
      readonly closed?: true;
    }
  /** A program as it is has ended, perhaps since it was asked to, by SIGTERM. */
  | {
      readonly kind: 'ended';
      readonly exitCode: number | undefined;
      readonly signal: string | undefined;
      readonly asked?: true;
    }
  | { readonly kind: 'hung'; readonly silentMs: number; readonly doing: string }
  /** It said what the protocol does not allow; `problem` is the end of a sentence that begins with the process. */
  | { readonly kind: 'garbled'; readonly problem: string }
  /** The execution was over before it was: in a deadlock or livelock, or at its limit of steps. */
  | { readonly kind: 'stopped'; readonly doing: string };

export interface ProcessReport {
  readonly process: number;
  readonly end: ProcessEnd;
  /** What it printed on stderr, with the execution's directory left out of paths; a module's standard output is marked there. */
  readonly stderr: string;
}

/** Anything but `completed` is never a pass. */
export type Outcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'deadlock' }
  /** Those that could go made the same calls with the same results again and again. */
  | { readonly kind: 'livelock' }
  | { readonly kind: 'step-limit' }
  | { readonly kind: 'uncontrolled'; readonly process: number; readonly reason: string };

/** A file was more readable than it was asked to be, just before a step or after the last one. */
export interface Exposure {
  /** The number of the step that follows, counted from 1. */
  readonly before: number;
  readonly file: string;
  /** Its mode, as in 0o644. */
  readonly mode: number;
}

/** One run of a scenario. Plain data: everything that invariants and reports read. */
export interface Execution {
  readonly writer: string;
  readonly scenario: Scenario;
  /** The program, where it is one as it is: its lines are the records, and the data of its steps tells what it wrote. */
  readonly asIs?: AsIs;
  /** What ran beside the writer's processes, whose numbers come after theirs, where these were started for this execution. */
  readonly beside?: readonly string[];
  readonly history: readonly HistoryEvent[];
  /** What the gate saw, in the order in which it happened; nothing of a free run. `events.ts` reads it. */
  readonly events: readonly GateEvent[];
  /** The first time of each file, where the scenario says which mode the log has and the log was used. */
  readonly exposures?: readonly Exposure[];
  /** The files afterwards, from the oldest to the live one. */
  readonly files: readonly LogFile[];
  /** What holds records and is not taken for part of the log, since its files are said to be called otherwise. */
  readonly elsewhere?: readonly LogFile[];
  readonly processes: readonly ProcessReport[];
  readonly outcome: Outcome;
  /** What its processes go by, by the numbers that the system gave them this time: a program as it is may write these. */
  readonly pids?: ReadonlyMap<number, string>;
  /** How the copies of a program as it is were started, for people: `copied from its first step`. */
  readonly start?: string;
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
export function overlapped(execution: Execution): boolean {
  const trace = traceOf(execution);
  const answers = execution.history.filter(({ kind }) => kind === 'ok' || kind === 'fail');
  const turns: string[] = [];
  for (const each of trace.length > 0 ? trace : answers) {
    const owner = ownerOf(each);
    if (turns.at(-1) !== owner) turns.push(owner);
  }
  return turns.length > new Set(turns).size;
}
