import { ownerOf, type HeldStep, type Step } from '../gate/index.js';
import type { FaultKind } from '../schedule/fault.js';
import { possibleFaults } from './possible-faults.js';
import { tickLengths } from './ticks.js';
import { commute, isSameThread, type Deviation, type Point, type Visited } from './visited.js';

/** A schedule that may be worth executing. */
export interface Candidate {
  readonly deviations: readonly Deviation[];
  readonly parent?: Visited;
  /** Told what was found there. */
  readonly learn?: (visited: Visited) => void;
}

/** Where the clock may move. */
export const ticksAtPlaces = ['writes', 'anywhere'] as const;

/** Where the clock moves beside what wakes a sleeper. */
export interface TickBounds {
  /** How far it moves beside to what wakes the next sleeper; without it, it only moves to wake one. */
  readonly periodMs?: number;
  /** Whether the clock moves only where a process begins, is about to write or has begun to wait, or before any step. */
  readonly ticksAt?: (typeof ticksAtPlaces)[number];
}

/**
 * All ways to let another process go once more, behind what the parent already changes; from its end to its start, so that
 * what an intruder does one step later is known where it is let go.
 */
export function* preempted(
  parent: Visited,
  others: (point: Point) => readonly HeldStep[],
  counter: { skipped: number },
  where: 'at its tick' | 'elsewhere',
): Iterable<Candidate> {
  const { deviations, points, redundantFrom } = parent;
  const last = deviations.at(-1);
  const afterTick = last !== undefined && 'tickByMs' in last.to ? last.at + 1 : undefined;
  const foreseen = new Map<string, Foreseen>();
  const end = Math.min(points.length - 1, redundantFrom);
  for (let at = end; at > (last?.at ?? -1); at--) {
    const point = points[at];
    if (point === undefined || (at === afterTick) !== (where === 'at its tick')) continue;
    for (const to of others(point)) {
      const key = `${to.process} ${to.thread}`;
      const later = foreseen.get(key);
      if (point.asleep.some((step) => isSameThread(step, to))) counter.skipped += 1;
      else if (later?.at === at + 1 && bringsNothing(parent, at, later.steps)) {
        counter.skipped += 1;
        foreseen.set(key, { at, steps: later.steps });
      } else {
        const learn = (child: Visited): void => void foreseen.set(key, { at, steps: intrusion(child, at) });
        yield { deviations: [...deviations, { at, to }], parent, learn };
      }
    }
  }
}

/** What an intruder does that is let go at a decision. */
interface Foreseen {
  readonly at: number;
  readonly steps: readonly Step[];
}

/** All ways to move the clock once more, behind what the parent already changes. */
export function* ticked(parent: Visited, { periodMs, ticksAt }: TickBounds): Iterable<Candidate> {
  const { deviations, points, redundantFrom } = parent;
  const first = (deviations.at(-1)?.at ?? -1) + 1;
  for (let at = first; at < Math.min(points.length, redundantFrom + 1); at++) {
    const point = points[at];
    if (point === undefined || !point.decision.mayTick) continue;
    const before = points.slice(0, at);
    if (ticksAt === 'writes' && !isAboutToWrite(point, before) && !beginsToWait(point, before)) continue;
    for (const byMs of tickLengths(point.decision, periodMs))
      yield { deviations: [...deviations, { at, to: { tickByMs: byMs } }], parent };
  }
}

/** All ways to have one step end otherwise than usual, behind what the parent already changes. */
export function* faulted(parent: Visited, faults: readonly FaultKind[]): Iterable<Candidate> {
  const { deviations, points, redundantFrom } = parent;
  const first = (deviations.at(-1)?.at ?? -1) + 1;
  for (let at = first; at < Math.min(points.length, redundantFrom + 1); at++) {
    const taken = points[at]?.taken;
    if (taken === undefined) continue;
    for (const fault of possibleFaults(taken, faults, true))
      yield { deviations: [...deviations, { at, to: { fault } }], parent };
  }
}

/** The steps that could go instead: of all other threads, or only of the process so many places on in the circle. */
export function alternatives({ decision: { ready, usual } }: Point, places?: number): readonly HeldStep[] {
  if (places === undefined) return ready.filter((step) => step !== usual);
  const circle = [...new Set(ready.map(ownerOf))];
  const wanted = places < circle.length ? circle[(circle.indexOf(ownerOf(usual)) + places) % circle.length] : undefined;
  return ready.filter((step) => ownerOf(step) === wanted).slice(0, 1);
}

/** What the intruder did, from where it was let go until the thread that it displaced went on. */
function intrusion({ points, trace }: Visited, at: number): readonly Step[] {
  const displaced = points[at]?.decision.usual;
  const ticks = points.slice(0, at).filter(({ taken }) => taken === undefined).length;
  const behind = trace.slice(at - ticks);
  const end = behind.findIndex((step) => displaced !== undefined && isSameThread(step, displaced));
  return end === -1 ? behind : behind.slice(0, end);
}

/**
 * Whether an intruder that is let go here, instead of one step of the same process later, finds and leaves the same: so it
 * is when that step commutes with all that the intruder did there. With more than two threads, others may come between.
 */
function bringsNothing({ points, trace }: Visited, at: number, intruded: readonly Step[]): boolean {
  const [here, later] = [points[at], points[at + 1]];
  if (here?.taken === undefined || later?.taken === undefined) return false;
  const { taken, decision } = here;
  if (!isSameThread(taken, later.decision.usual) || decision.nowMs !== later.decision.nowMs) return false;
  if (new Set([...trace, ...intruded].map(({ process, thread }) => `${process} ${thread}`)).size > 2) return false;
  return intruded.every((step) => commute(step, taken));
}

/** A process has mostly decided by the clock when it is about to write, or not yet begun to: a tick shows most there. */
function isAboutToWrite({ decision: { usual } }: Point, before: readonly Point[]): boolean {
  return (
    usual.call === 'write' || !before.some(({ taken }) => taken !== undefined && ownerOf(taken) === ownerOf(usual))
  );
}

/** Some process waits for another or sleeps, and has not done so one step before: what it finds when it goes on depends on the time. */
function beginsToWait({ decision }: Point, before: readonly Point[]): boolean {
  const already = before.at(-1)?.decision.waiting ?? [];
  return decision.waiting.some((process) => !already.includes(process));
}
