import type { ClaimTerms } from '../claims/invariant.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Concurrency } from '../scenario/concurrency.js';
import type { Scenario } from '../scenario/scenario.js';
import type { FaultKind } from '../schedule/fault.js';
import type { Schedule } from '../schedule/schedule.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Broken } from './broken.js';
import type { Condition } from './condition.js';
import type { Reach } from './reach.js';
import type { Replayed } from './replay.js';
import type { Scope } from './small-scopes.js';
import type { Drawn } from './verdict.js';

/** A piece of a search for one writer that one thread carries out. Plain data, and so is its result. */
export type Task =
  | (Limits & { readonly kind: 'systematic'; readonly scope: Scope })
  | (Limits & {
      readonly kind: 'drawn';
      readonly condition: Condition;
      readonly seed: number;
      /** How many processes the scenarios have; default: two and more. */
      readonly concurrency?: Concurrency;
    })
  /** Draws schedules for a scenario that is given. */
  | (Limits & {
      readonly kind: 'drawn-for';
      readonly scenario: Scenario;
      readonly seed: number;
      readonly faults: readonly FaultKind[];
    })
  | {
      readonly kind: 'replay';
      readonly claim: string;
      readonly scenario: Scenario;
      readonly schedule: Schedule;
      readonly times: number;
      /** Whether in processes that nothing has been executed in before. */
      readonly fresh: boolean;
    }
  | {
      readonly kind: 'shrink';
      readonly failing: Failing;
      readonly seed: number;
      readonly explained: boolean;
    };

export interface Assignment {
  readonly writer: WriterProgram;
  readonly task: Task;
  /** Claims of the task that are judged where it comes from. */
  readonly own?: readonly ClaimTerms[];
}

export interface Limits {
  readonly claims: readonly string[];
  readonly executions: number;
  /** When to stop, in milliseconds since 1970. */
  readonly untilMs: number;
  /** What other threads have found. */
  readonly broken?: Broken;
}

/** A failure without its execution, which is had again by replaying it. */
export interface Failing {
  readonly claim: string;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** The number of the execution within its task, counted from 1. */
  readonly number: number;
}

export interface Searched {
  readonly executions: number;
  /** By claim. */
  readonly reaches: Readonly<Record<string, Reach>>;
  /** The first of each claim. */
  readonly failures: readonly Failing[];
  readonly skipped: number;
  /** Whether the task was gone through to its end. */
  readonly exhausted: boolean;
  readonly drawn: Drawn;
}

export type TaskResult =
  | { readonly kind: 'replayed'; readonly replayed: Replayed }
  | { readonly kind: 'searched'; readonly searched: Searched }
  | { readonly kind: 'doubtful'; readonly reason: string }
  | { readonly kind: 'shrunk'; readonly counterexample: Counterexample; readonly executions: number };
