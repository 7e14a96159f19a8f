import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { ownerOf } from '../gate/index.js';
import { isContended } from './counting.js';
import { oneOf } from './draw.js';
import type { Decision, Scheduler } from './scheduler.js';

export interface Pct {
  readonly seed: number;
  /** The depth of the bugs that are looked for: how many orders between two steps it takes to meet one. */
  readonly depth: number;
  /** How many decisions an execution has at which at least two processes can go; the most that were seen. */
  readonly steps: number;
}

/**
 * PCT: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs",
 * ASPLOS 2010. Each process has a random priority, and the highest that can go goes; at each of depth − 1 random decisions
 * the process about to go drops below all that have not dropped. Decisions are counted where at least two processes can
 * go, as Shuttle does. Among threads of one process, any goes.
 */
export function pct({ seed, depth, steps }: Pct): Scheduler {
  const generator = mersenne(seed);
  const lowPriorities = drawChangePoints(generator, depth - 1, steps);
  const priorities = new Map<string, number>();
  let counted = 0;

  const priorityOf = (owner: string): number => {
    const priority = priorities.get(owner) ?? uniformFloat64(generator);
    priorities.set(owner, priority);
    return priority;
  };
  const highest = ({ ready }: Decision): string =>
    ready.map(ownerOf).reduce((best, owner) => (priorityOf(owner) > priorityOf(best) ? owner : best));

  return {
    choose(decision) {
      if (isContended(decision)) {
        counted += 1;
        const low = lowPriorities.get(counted);
        if (low !== undefined) priorities.set(highest(decision), low);
      }
      const owner = highest(decision);
      const [first = decision.usual, ...others] = decision.ready.filter((step) => ownerOf(step) === owner);
      return { kind: 'step', step: oneOf(generator, [first, ...others]) };
    },
  };
}

/**
 * The decisions at which a process drops, each with the priority that it drops to. These are lower the later they are
 * drawn, not the later they come: some bugs need the process demoted second to rank above the one demoted first.
 */
function drawChangePoints(generator: RandomGenerator, count: number, steps: number): ReadonlyMap<number, number> {
  const points = new Map<number, number>();
  while (points.size < Math.min(count, steps)) {
    const point = uniformInt(generator, 1, steps);
    if (!points.has(point)) points.set(point, -1 - points.size);
  }
  return points;
}

/**
 * The least probability with which one execution meets a bug of some depth: 1 / (n · k^(d−1)) for n processes, k steps and
 * depth d, as the paper proves.
 */
export function pctBound({ processes, steps, depth }: Omit<Pct, 'seed'> & { readonly processes: number }): number {
  return 1 / (processes * Math.max(1, steps) ** (depth - 1));
}
