import { conflicts, type HeldStep, type Step } from '../gate/index.js';
import type { StepFault } from '../schedule/fault.js';
import type { Schedule } from '../schedule/schedule.js';
import { recording } from './recording.js';
import type { Decision, Scheduler } from './scheduler.js';

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
  /** Steps that others were let go before, and that none since then conflicts with: to take one now is nothing new. */
  readonly asleep: readonly Step[];
}

/** A schedule that was executed. */
export interface Visited {
  readonly deviations: readonly Deviation[];
  readonly points: readonly Point[];
  readonly trace: readonly Step[];
  /** From this point on everything is the same as elsewhere, but for steps that commute. */
  readonly redundantFrom: number;
}

/** One schedule to execute. */
export interface Probe {
  readonly scheduler: Scheduler;
  /** The schedule that gives its execution again. */
  readonly schedule: () => Schedule;
  /** What was found there, once it has been executed with these steps. */
  readonly visited: (trace: readonly Step[]) => Visited;
}

/**
 * Follows deviations, and the undisturbed order otherwise. Where `toItsEnd` is false, nothing is written down of what
 * comes after the last deviation, which is faster.
 */
export function newProbe(deviations: readonly Deviation[], toItsEnd: boolean, parent: Visited | undefined): Probe {
  const decisions: Decision[] = [];
  const last = deviations.at(-1)?.at ?? -1;
  const scheduler = recording({
    choose(decision) {
      const at = decisions.length;
      if (at > last && !toItsEnd) return { kind: 'rest' };
      assertSame(at < last ? parent?.points[at]?.decision : undefined, decision);
      decisions.push(decision);
      const to = deviations.find((deviation) => deviation.at === at)?.to;
      if (to === undefined) return { kind: 'step', step: decision.usual };
      if ('tickByMs' in to) return { kind: 'tick', byMs: to.tickByMs };
      if ('fault' in to) return { kind: 'step', step: decision.usual, fault: to.fault };
      const step = decision.ready.find((held) => isSameThread(held, to));
      return { kind: 'step', step: step ?? decision.usual };
    },
  });
  return {
    scheduler,
    schedule: scheduler.recorded,
    visited: (trace) => ({ deviations, trace, ...pointsOf(decisions, deviations, trace, parent) }),
  };
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
  return 'unseen' in result || footprint.some(({ object }) => /^(?:lock|socket):/.test(object));
}

/** The same choices must lead to the same place: on that all of it rests. */
function assertSame(before: Decision | undefined, now: Decision): void {
  if (before === undefined) return;
  const [then, here] = [before.usual, now.usual];
  if (isSameThread(then, here) && then.call === here.call && then.path === here.path) return;
  const words = ({ process, call, path = '' }: HeldStep): string => `p${process} holds ${call} ${path}`;
  throw new Error(
    `The writer is not deterministic under control: after the same steps, ${words(then)} in one execution, and ` +
      `${words(here)} in another. Most likely it reads a random source, or a process number, before this step.`,
  );
}

function pointsOf(
  decisions: readonly Decision[],
  deviations: readonly Deviation[],
  trace: readonly Step[],
  parent: Visited | undefined,
): Pick<Visited, 'points' | 'redundantFrom'> {
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
  return { points, redundantFrom };
}

function isKillBefore(fault: StepFault): boolean {
  return fault.kind === 'kill' && fault.when === 'before';
}
