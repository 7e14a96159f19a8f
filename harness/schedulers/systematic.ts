import type { HeldStep, Step } from '../gate/index.js';
import type { FaultKind } from '../schedule/fault.js';
import { possibleFaults } from './possible-faults.js';
import { commute, isSameThread, newProbe, type Deviation, type Point, type Probe, type Visited } from './visited.js';

/** Which schedules of a scenario are gone through. */
export interface Bounds {
  /** At most so many times does another process go on than in the undisturbed order. */
  readonly preemptions: number;
  /** At most so many times does the clock move while a process could go. */
  readonly ticks: number;
  /** How far it moves where no process sleeps; without it, it only moves to wake a sleeper. */
  readonly periodMs?: number;
  /** Whether the clock moves only where a process begins or is about to write, or before any step. */
  readonly ticksAt?: 'writes' | 'anywhere';
  /** In which of these ways one step also ends otherwise than usual, where any is given. */
  readonly faults?: readonly FaultKind[];
  /**
   * What counts as one preemption: that any other process goes on (the default), or only the next one in the circle, so
   * that each one passed over counts too: a delay bound, which grows more slowly with the number of processes.
   */
  readonly toNext?: boolean;
}

/** A walk through all schedules within bounds: the fewest ticks first, of those the fewest preemptions, then faults. */
export interface Exploration {
  /** The next schedule, once the one before has been executed; undefined when there is none left. */
  readonly next: () => Probe | undefined;
  /** Takes the steps that the execution of the last one had. */
  readonly learn: (trace: readonly Step[]) => void;
  /** Schedules left out so far, since they only swap steps that commute. */
  readonly skipped: () => number;
}

/**
 * Iterative bounding (Musuvathi and others, CHESS, OSDI 2008; the delay bound: Emmi and others, POPL 2011) with as much
 * of sleep sets (Godefroid, 1996) as a bound bears: the step that is usual sleeps when another is let go before it, until
 * something conflicts with it. To let it go while it sleeps is the same as to let it go first, which needs no more
 * preemptions, so nothing that the bound allows is missed. Steps that take or give locks never sleep.
 */
export function systematic(bounds: Bounds): Exploration {
  const counter = { skipped: 0 };
  const walk = walkThrough(bounds, counter);
  let probe: Probe | undefined;
  let visited: Visited | undefined;
  return {
    next() {
      probe = walk.next(visited).value;
      return probe;
    },
    learn(trace) {
      visited = probe?.visited(trace);
    },
    skipped: () => counter.skipped,
  };
}

type Walk = Generator<Probe, undefined, Visited | undefined>;

function* walkThrough(bounds: Bounds, counter: { skipped: number }): Walk {
  const levels = new Map<string, Visited[]>();
  for (let ticks = 0; ticks <= bounds.ticks; ticks++) {
    for (let preemptions = 0; preemptions <= bounds.preemptions; preemptions++) {
      for (let faults = 0; faults <= mostFaults(bounds); faults++) {
        const level: Level = { ticks, preemptions, faults };
        const isLast = ticks === bounds.ticks && preemptions === bounds.preemptions && faults === mostFaults(bounds);
        const reached: Visited[] = [];
        levels.set(keyOf(level), reached);
        for (const { deviations, parent, learn } of candidates(bounds, levels, level, counter)) {
          const visited = yield newProbe(deviations, !isLast, parent);
          if (visited === undefined) continue;
          learn?.(visited);
          if (!isLast) reached.push(visited);
        }
      }
    }
  }
  return undefined;
}

/** How many entries of each kind a schedule has. */
interface Level {
  readonly ticks: number;
  readonly preemptions: number;
  readonly faults: number;
}

function keyOf({ ticks, preemptions, faults }: Level): string {
  return `${ticks} ${preemptions} ${faults}`;
}

function mostFaults({ faults }: Bounds): 0 | 1 {
  return faults === undefined ? 0 : 1;
}

/** A schedule that may be worth executing. */
interface Candidate {
  readonly deviations: readonly Deviation[];
  readonly parent?: Visited;
  /** Told what was found there. */
  readonly learn?: (visited: Visited) => void;
}

function* candidates(
  bounds: Bounds,
  levels: ReadonlyMap<string, readonly Visited[]>,
  level: Level,
  counter: { skipped: number },
): Iterable<Candidate> {
  const { ticks, preemptions, faults } = level;
  const at = (fewer: Partial<Level>): readonly Visited[] => levels.get(keyOf({ ...level, ...fewer })) ?? [];
  if (ticks + preemptions + faults === 0) yield { deviations: [] };
  for (let cost = 1; cost <= (bounds.toNext === true ? preemptions : Math.min(1, preemptions)); cost++) {
    const parents = at({ preemptions: preemptions - cost });
    const others = (point: Point): readonly HeldStep[] =>
      alternatives(point, bounds.toNext === true ? cost : undefined);
    // Where the clock has just moved is the likeliest place for another process to go.
    for (const parent of parents) yield* preempted(parent, others, counter, 'at its tick');
    for (const parent of parents) yield* preempted(parent, others, counter, 'elsewhere');
  }
  for (const parent of at({ ticks: ticks - 1 })) yield* ticked(parent, bounds);
  for (const parent of at({ faults: faults - 1 })) yield* faulted(parent, bounds);
}

/** All ways to let another process go once more, behind what the parent already changes; from its end to its start. */
function* preempted(
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
function* ticked({ deviations, points, redundantFrom, ...rest }: Visited, bounds: Bounds): Iterable<Candidate> {
  const first = (deviations.at(-1)?.at ?? -1) + 1;
  const parent = { deviations, points, redundantFrom, ...rest };
  for (let at = first; at < Math.min(points.length, redundantFrom + 1); at++) {
    const point = points[at];
    const byMs = point?.decision.wakesInMs ?? bounds.periodMs;
    if (point === undefined || byMs === undefined || !point.decision.mayTick) continue;
    if (bounds.ticksAt === 'writes' && !isAboutToWrite(point, points.slice(0, at))) continue;
    yield { deviations: [...deviations, { at, to: { tickByMs: byMs } }], parent };
  }
}

/** All ways to have one step end otherwise than usual, behind what the parent already changes. */
function* faulted(parent: Visited, { faults = [] }: Bounds): Iterable<Candidate> {
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
function alternatives({ decision: { ready, usual } }: Point, places?: number): readonly HeldStep[] {
  if (places === undefined) return ready.filter((step) => step !== usual);
  const circle = [...new Set(ready.map(({ process }) => process))];
  const wanted = places < circle.length ? circle[(circle.indexOf(usual.process) + places) % circle.length] : undefined;
  return ready.filter(({ process }) => process === wanted).slice(0, 1);
}

/** What the intruder did, from where it was let go until the process that it displaced went on. */
function intrusion({ points, trace }: Visited, at: number): readonly Step[] {
  const displaced = points[at]?.decision.usual.process;
  const ticks = points.slice(0, at).filter(({ taken }) => taken === undefined).length;
  const behind = trace.slice(at - ticks);
  const end = behind.findIndex(({ process }) => process === displaced);
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
  if (taken.process !== later.decision.usual.process || decision.nowMs !== later.decision.nowMs) return false;
  if (new Set([...trace, ...intruded].map(({ process, thread }) => `${process} ${thread}`)).size > 2) return false;
  return intruded.every((step) => commute(step, taken));
}

/** What a process decides by the clock it has mostly decided when it is about to write, or not begun to. */
function isAboutToWrite({ decision: { usual } }: Point, before: readonly Point[]): boolean {
  return usual.call === 'write' || !before.some(({ taken }) => taken?.process === usual.process);
}
