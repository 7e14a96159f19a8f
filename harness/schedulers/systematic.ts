import type { HeldStep, Step } from '../gate/index.js';
import type { FaultKind } from '../schedule/fault.js';
import { alternatives, faulted, preempted, ticked, type Candidate, type TickBounds } from './one-more.js';
import { newProbe, type Probe } from './probe.js';
import type { Point, Visited } from './visited.js';

/** Which schedules of a scenario are gone through. */
export interface Bounds extends TickBounds {
  /** At most so many times does another process go on than in the undisturbed order. */
  readonly preemptions: number;
  /** At most so many times does the clock move while a process could go. */
  readonly ticks: number;
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
  const reached = new Map<string, Visited[]>();
  const levels = levelsWithin(bounds);
  for (const [index, level] of levels.entries()) {
    const isLast = index === levels.length - 1;
    const visitedHere: Visited[] = [];
    reached.set(keyOf(level), visitedHere);
    for (const { deviations, parent, learn } of candidates(bounds, reached, level, counter)) {
      const visited = yield newProbe(deviations, !isLast, parent);
      if (visited === undefined) continue;
      learn?.(visited);
      if (!isLast) visitedHere.push(visited);
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

/** In the order in which they are gone through. */
function levelsWithin(bounds: Bounds): Level[] {
  const upTo = (most: number): number[] => Array.from({ length: most + 1 }, (_, count) => count);
  const faultCounts = upTo(bounds.faults === undefined ? 0 : 1);
  return upTo(bounds.ticks).flatMap((ticks) =>
    upTo(bounds.preemptions).flatMap((preemptions) => faultCounts.map((faults) => ({ ticks, preemptions, faults }))),
  );
}

function keyOf({ ticks, preemptions, faults }: Level): string {
  return `${ticks} ${preemptions} ${faults}`;
}

/** The schedules of a level: each has one entry more than one that was visited at a level before it. */
function* candidates(
  bounds: Bounds,
  reached: ReadonlyMap<string, readonly Visited[]>,
  level: Level,
  counter: { skipped: number },
): Iterable<Candidate> {
  const { ticks, preemptions, faults } = level;
  const at = (fewer: Partial<Level>): readonly Visited[] => reached.get(keyOf({ ...level, ...fewer })) ?? [];
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
  for (const parent of at({ faults: faults - 1 })) yield* faulted(parent, bounds.faults ?? []);
}
