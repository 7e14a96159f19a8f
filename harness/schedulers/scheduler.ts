import type { HeldStep } from '../gate/index.js';
import type { Anchor } from '../schedule/anchor.js';
import type { StepFault } from '../schedule/fault.js';

/** What a scheduler may choose from; at least one step can go. */
export interface Decision {
  /** The steps that can go now, by process and thread. */
  readonly ready: readonly [HeldStep, ...HeldStep[]];
  /** The step that goes in the undisturbed order: one of those that are ready. */
  readonly usual: HeldStep;
  /** What names the usual step in a schedule. */
  readonly anchor: Anchor;
  /** What names any other step that is ready. */
  readonly anchorOf: (step: HeldStep) => Anchor;
  /** Whether the clock may move here: not once another process has been let go before the usual step. */
  readonly mayTick: boolean;
  /** When the next sleeper would wake, in milliseconds from now, if any process sleeps. */
  readonly wakesInMs?: number;
  /** The processes that can't go now, since they sleep or wait for another. */
  readonly waiting: readonly number[];
  /** The virtual time, in milliseconds since 1970. */
  readonly nowMs: number;
}

export type SchedulerChoice =
  /** One of the steps that are ready, and what becomes of it other than usual. */
  | { readonly kind: 'step'; readonly step: HeldStep; readonly fault?: StepFault }
  /** The usual step, and from then on the undisturbed order to the end, without being asked again. */
  | { readonly kind: 'rest' }
  /** The clock moves on, then the scheduler is asked again. */
  | { readonly kind: 'tick'; readonly byMs: number };

/**
 * Decides an execution's order. It is asked whenever a step can go, with at least one that can. When none can, the clock
 * moves to the next sleeper's time without it being asked.
 */
export interface Scheduler {
  readonly choose: (decision: Decision) => SchedulerChoice;
}
