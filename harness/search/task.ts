import type { Claim } from '../claims/claim.js';
import type { Company } from '../scenario/company.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Outcome } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { FaultKind } from '../schedule/fault.js';
import type { Rung, Setting } from './rungs.js';
import type { Tally } from './tally.js';
import type { Drawn } from './verdict.js';

/** A piece of a search for one writer that one thread carries out. Plain data, and so is its result. */
export type Task =
  | (Limits & { readonly kind: 'systematic'; readonly rung: Rung })
  | (Limits & {
      readonly kind: 'drawn';
      readonly setting: Setting;
      readonly seed: number;
      /** How many processes the scenarios have; two and more unless told. */
      readonly company?: Company;
    })
  /** Draws schedules for a scenario that is given. */
  | (Limits & {
      readonly kind: 'drawn-for';
      readonly scenario: Scenario;
      readonly seed: number;
      readonly faults: readonly FaultKind[];
    })
  | { readonly kind: 'replay'; readonly claim: Claim; readonly scenario: Scenario; readonly schedule: Schedule }
  | {
      readonly kind: 'shrink';
      readonly failing: Failing;
      readonly seed: number;
      readonly jointly: boolean;
      readonly explained: boolean;
    };

export interface Assignment {
  readonly writer: WriterProgram;
  readonly task: Task;
}

interface Limits {
  readonly claims: readonly Claim[];
  readonly executions: number;
  /** When to stop, in milliseconds since 1970. */
  readonly untilMs: number;
  /** By the order of all claims: 1 where it is known elsewhere that a claim is broken. Shared between threads. */
  readonly closed?: Int8Array;
}

/** A failure without its execution, which is had again by replaying it. */
export interface Failing {
  readonly claim: Claim;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** The number of the execution within its task, counted from 1. */
  readonly number: number;
}

export interface Searched {
  readonly tally: Tally;
  /** The first of each claim. */
  readonly failures: readonly Failing[];
  readonly skipped: number;
  /** Whether the task was gone through to its end. */
  readonly exhausted: boolean;
  readonly drawn: Drawn;
}

/** What came of a replay. */
export interface Replayed {
  /** What is wrong, where the claim was broken. */
  readonly message?: string;
  readonly outcome: Outcome['kind'];
  /** What of the schedule found no place, in words. */
  readonly unused: readonly string[];
}

export type TaskResult =
  | { readonly kind: 'replayed'; readonly replayed: Replayed }
  | { readonly kind: 'searched'; readonly searched: Searched }
  | { readonly kind: 'doubtful'; readonly reason: string }
  | { readonly kind: 'shrunk'; readonly counterexample: Counterexample; readonly executions: number };
