import type { ClaimTerms } from '../claims/invariant.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
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
  | (Limits & {
      readonly kind: 'systematic';
      readonly scope: Scope;
      /** What is drawn beside the scope's own schedules, once it has had a fair number of them. */
      readonly beside?: Drawing;
    })
  | (Limits & Drawing & { readonly kind: 'drawn' })
  /** Draws schedules for a scenario that is given. */
  | (Limits & {
      readonly kind: 'drawn-for';
      readonly scenario: Scenario;
      readonly seed: number;
      readonly faults: readonly FaultKind[];
    })
  /** One execution, as a schedule has it, whose steps tell what writes have written. */
  | { readonly kind: 'run'; readonly scenario: Scenario; readonly schedule: Schedule }
  | {
      readonly kind: 'replay';
      readonly claim: string;
      readonly scenario: Scenario;
      readonly schedule: Schedule;
      readonly times: number;
      /** Whether in processes that nothing has been executed in before. */
      readonly fresh: boolean;
      /** Whether it is to tell where programs stood at the steps that explain it. */
      readonly stacks?: boolean;
    }
  /** Sees a failure again in fresh processes, and leaves it as large as it is. */
  | { readonly kind: 'confirm'; readonly failing: Failure }
  /** Makes a failure as small as it can be, sees that again, and explains it. */
  | {
      readonly kind: 'shrink';
      readonly failing: Failure;
      readonly seed: number;
      readonly explained: boolean;
      /** What this may cost, the explanation included; default: whatever it takes. */
      readonly limits?: Allowance;
      /** Ways to break the claim that are known: what turns out to be one of them is not shrunk any further. */
      readonly known?: readonly string[];
    };

type Failure = Pick<Failing, 'claim' | 'scenario' | 'schedule'>;

/** What may be spent. */
export interface Allowance {
  readonly executions: number;
  /** On the steady clock. */
  readonly untilMs: number;
}

/** Which scenarios are generated, or which one is given, and from which seed their schedules are drawn. */
export interface Drawing {
  readonly condition: Condition;
  readonly seed: number;
  /** How many processes the scenarios have; default: two and more. */
  readonly concurrency?: Concurrency;
  /** The only one, of which as many schedules are drawn as there are executions for. */
  readonly scenario?: Scenario;
}

export interface Assignment {
  readonly writer: WriterProgram;
  readonly task: Task;
  /** Claims of the task that are judged where it comes from. */
  readonly own?: readonly ClaimTerms[];
  /** When, on the steady clock, the thread must be ready again, whatever it is in the midst of; default: never. */
  readonly endMs?: number;
}

export interface Limits {
  readonly claims: readonly string[];
  readonly executions: number;
  /** When, on the steady clock, no execution begins any more. */
  readonly untilMs: number;
  /** What other threads have found. */
  readonly broken?: Broken;
  /** By claim: ways in which it is broken that are known, so that they do not count. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
}

/** A failure without its execution, which is had again by replaying it. */
export interface Failing {
  readonly claim: string;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  /** The number of the execution within its task, counted from 1. */
  readonly number: number;
  /** In which way it fails, where some are known. */
  readonly distinction?: string;
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
  /** What was going on when there was no time left, where an execution was broken off by that. */
  readonly brokenOff?: string;
  /** Scenarios of so many bytes of records were left out, and larger ones: there is no time for the writer to read them. */
  readonly leftOutBytes?: number;
  readonly drawn: Drawn;
}

export type TaskResult =
  | { readonly kind: 'replayed'; readonly replayed: Replayed }
  | { readonly kind: 'searched'; readonly searched: Searched }
  | { readonly kind: 'ran'; readonly execution: Execution }
  | { readonly kind: 'confirmed'; readonly counterexample: Counterexample; readonly executions: number }
  | { readonly kind: 'doubtful'; readonly reason: string }
  | {
      readonly kind: 'shrunk';
      readonly counterexample: Counterexample;
      /** In which way the claim is broken. */
      readonly distinction: string;
      readonly executions: number;
    }
  /** It fails in a way that is known, or has none of its own that is sure. */
  | { readonly kind: 'known'; readonly executions: number }
  /** There was no time for it: what was going on when that was over. */
  | { readonly kind: 'late'; readonly reason: string };
