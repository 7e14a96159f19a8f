import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** One of several things, each with the same probability. */
export function oneOf<T>(generator: RandomGenerator, things: readonly [T, ...T[]]): T {
  return things[uniformInt(generator, 0, things.length - 1)] ?? things[0];
}

/** One of several things, with probabilities in the proportion of their weights; nothing where every weight is 0. */
export function oneByWeight<T>(generator: RandomGenerator, weights: ReadonlyMap<T, number>): T | undefined {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return undefined;
  let left = uniformInt(generator, 1, total);
  for (const [thing, weight] of weights) {
    left -= weight;
    if (left <= 0) return thing;
  }
  return undefined;
}
