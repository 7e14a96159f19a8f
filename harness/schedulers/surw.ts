import { mersenne } from 'pure-rand/generator/mersenne';
import { ownerOf, type HeldStep } from '../gate/index.js';
import { oneByWeight, oneOf } from './draw.js';
import { isOn, type Contention } from './contention.js';
import type { Decision, Scheduler } from './scheduler.js';

/**
 * SURW, the selectively uniform random walk: Zhao, Wolff, Mathur, Roychoudhury, "Selectively Uniform Concurrency Testing",
 * ASPLOS 2025. The process that takes the next step on a shared path is drawn by how many such steps each still has to
 * take, which makes every interleaving of those alike; until it does, the others go on as far as their own next one. How
 * many there are is known from another execution: one that stands before such a step has at least that one left.
 */
export function surw({ seed, shared, remaining }: { readonly seed: number } & Contention): Scheduler {
  const generator = mersenne(seed);
  const left = new Map(Object.entries(remaining));
  let intended: string | undefined;

  const meets = (step: HeldStep): boolean => isOn(step, shared);
  const weigh = (ready: Decision['ready']): ReadonlyMap<string, number> => {
    const weights = new Map<string, number>();
    for (const step of ready) {
      const owner = ownerOf(step);
      weights.set(owner, Math.max(weights.get(owner) ?? left.get(owner) ?? 0, meets(step) ? 1 : 0));
    }
    return weights;
  };

  return {
    choose({ ready, usual }) {
      if (!ready.some((step) => ownerOf(step) === intended)) intended = oneByWeight(generator, weigh(ready));
      const [first = usual, ...others] = ready.filter((step) => ownerOf(step) === intended || !meets(step));
      const step = oneOf(generator, [first, ...others]);
      if (meets(step)) {
        left.set(ownerOf(step), (left.get(ownerOf(step)) ?? 0) - 1);
        intended = undefined;
      }
      return { kind: 'step', step };
    },
  };
}
