import type { FaultKind } from '../schedule/fault.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Removed } from './reach.js';

/** Schedules of one scenario that were gone through in order. */
export interface Systematic {
  readonly scenario: Scenario;
  /** At most so many entries of each kind in a schedule. */
  readonly preemptions: number;
  readonly ticks: number;
  /** Whether ticks were tried only where a process begins or is about to write or has begun to wait. */
  readonly ticksAtWrites?: boolean;
  /** Whether only the next process was let go on, so that each one passed over counts as a preemption: a delay bound. */
  readonly toNext?: boolean;
  /** In which ways one step may also have ended otherwise than usual. */
  readonly faults?: readonly FaultKind[];
  /** Schedules that were executed. */
  readonly executed: number;
  /** Schedules that were left out, since they only swap steps that commute. */
  readonly skipped: number;
  /** Whether every schedule within these bounds was executed or left out so. */
  readonly exhausted: boolean;
}

/** Schedules that were drawn, for scenarios that were generated. */
export interface Drawn {
  readonly executed: number;
  /** By strategy: random-walk, pct, pos, surw. */
  readonly by: Readonly<Record<string, number>>;
  readonly mostProcesses: number;
  readonly mostRecords: number;
  /**
   * What PCT promises of one execution: it finds a bug of depth 2 with at least this probability, for the most steps and
   * processes that were seen. Nothing where PCT did not run.
   */
  readonly pctBound?: { readonly processes: number; readonly steps: number; readonly depth: 2 };
}

/** What was explored for a claim, whatever came of it. */
export interface Explored {
  readonly executions: number;
  /** Executions that could judge the claim. */
  readonly judged: number;
  /** Of those, executions in which the log was rotated; in which two processes overlapped; and both. */
  readonly rotated: number;
  readonly overlapped: number;
  readonly rotatedWhileOverlapping: number;
  /** Executions in which a process was killed, a call failed or a clock was set. */
  readonly faulted: number;
  /** Executions that did not complete, by outcome. */
  readonly incomplete: Readonly<Record<string, number>>;
  /** A file that held records and was not taken for part of the log, where there was one. */
  readonly elsewhere?: string;
  /** Lines of a program that went with a file which may be removed: in how many executions, and one such file. */
  readonly removed?: Removed;
  readonly systematic: readonly Systematic[];
  readonly drawn: Drawn;
  /** The number of the execution that first broke the claim, counted from 1. */
  readonly firstFailure?: number;
  /** Scenarios of so many bytes of records were left out, and larger ones: there was no time for the writer to read them. */
  readonly leftOutBytes?: number;
  readonly milliseconds: number;
}

/** What a search says of one claim. `unknown` is never a pass: the reason says what stands in the way. */
export type ClaimVerdict =
  | { readonly name: string; readonly verdict: 'held'; readonly explored: Explored }
  | {
      readonly name: string;
      readonly verdict: 'violated';
      readonly explored: Explored;
      /** The smallest. */
      readonly counterexample: Counterexample;
      /** Those that fail in other ways, the smaller ones first. */
      readonly others?: readonly Counterexample[];
    }
  | { readonly name: string; readonly verdict: 'unknown'; readonly explored: Explored; readonly reason: string };

/** What a search found of one writer. */
export interface SearchResult {
  readonly writer: string;
  readonly seed: number;
  readonly claims: readonly ClaimVerdict[];
}

/** What is shown while a search goes on. */
export interface SearchProgress {
  /** What is being searched, for instance `2 processes × 2 records, 1 preemption`. */
  readonly doing: string;
  readonly executions: number;
  readonly executionsPerSecond: number;
  readonly found: readonly string[];
}

/** A search ends with whichever comes first; both may be left out, but not both at once. */
export interface Budget {
  readonly executions?: number;
  readonly seconds?: number;
}

/** What a search as a whole may take, with all that is done about what it finds; a budget is for looking alone. */
export interface Bounds {
  /** How many executions may go into seeing failures again, shrinking and explaining them, beside what looking leaves over. */
  readonly more: number;
  /** When, on the steady clock, counterexamples are left as large as they are. */
  readonly shrinkMs: number;
  /** When, on the steady clock, whatever is still under way is broken off. */
  readonly endMs: number;
}
