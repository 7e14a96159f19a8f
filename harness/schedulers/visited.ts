import { conflicts, mayBeWaitedFor, type HeldStep, type Step } from '../gate/index.js';
import type { StepFault } from '../schedule/fault.js';
import type { Decision } from './scheduler.js';

/** A choice that differs from the undisturbed order, at the decision with this number. */
export interface Deviation {
  readonly at: number;
  readonly to: HeldStep | { readonly tickByMs: number } | { readonly fault: StepFault };
}

/** One decision of an execution: what there was to choose, and what was chosen. */
export interface Point {
  readonly decision: Decision;
  /** The step that was taken; nothing where the clock moved, or its process was killed before it. */
  readonly taken: Step | undefined;
  /**
   * The sleep set: steps that were usual when another was let go first, and with which no step has conflicted since. To take
   * one now leads to an execution that has been visited already.
   */
  readonly asleep: readonly Step[];
}

/** A schedule that was executed. */
export interface Visited {
  readonly deviations: readonly Deviation[];
  readonly points: readonly Point[];
  readonly trace: readonly Step[];
  /** From this point on the execution is another one that was visited, but for the order of steps that commute. */
  readonly redundantFrom: number;
}

/**
 * What there was to choose at each decision of an execution, and what was chosen, from the steps that it had.
 * @param parent the execution that it differs from by its last deviation.
 */
export function visitedBy(
  deviations: readonly Deviation[],
  decisions: readonly Decision[],
  trace: readonly Step[],
  parent: Visited | undefined,
): Visited {
  const points: Point[] = [];
  const last = deviations.at(-1)?.at ?? -1;
  let redundantFrom = Infinity;
  let asleep: readonly Step[] = [];
  let steps = 0;
  for (const [at, decision] of decisions.entries()) {
    const to = deviations.find((deviation) => deviation.at === at)?.to;
    const isTick = to !== undefined && 'tickByMs' in to;
    const isFault = to !== undefined && 'fault' in to;
    const taken = isTick || (isFault && isKillBefore(to.fault)) ? undefined : trace[steps++];
    if (at <= last) asleep = parent?.points[at]?.asleep ?? [];
    if (at === last && !isTick && !isFault) {
      const displaced = parent?.points[at]?.taken;
      if (displaced !== undefined) asleep = [...asleep, displaced];
    }
    points.push({ decision, taken, asleep });
    if (at > last && taken !== undefined && asleep.some((step) => isSameThread(step, taken)))
      redundantFrom = Math.min(redundantFrom, at);
    const moved = isTick || decisions[at + 1]?.nowMs !== decision.nowMs;
    asleep = taken === undefined || isFault || moved ? [] : asleep.filter((step) => commute(step, taken));
  }
  return { deviations, points, trace, redundantFrom };
}

export function isSameThread(one: HeldStep, other: HeldStep): boolean {
  return one.process === other.process && one.thread === other.thread;
}

/** Whether two steps have the same effect in either order. Steps on locks or sockets never commute with others. */
export function commute(one: Step, other: Step): boolean {
  return !hides(one) && !hides(other) && !conflicts(one.footprint, other.footprint);
}

/**
 * Whether more may depend on a step than its footprint says: a process that waits for a lock or a message takes no step,
 * so no footprint shows that it waits.
 */
function hides({ result, footprint }: Step): boolean {
  return 'unseen' in result || footprint.some(mayBeWaitedFor);
}

function isKillBefore(fault: StepFault): boolean {
  return fault.kind === 'kill' && fault.when === 'before';
}
