import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Scheduler } from './scheduler.js';

/** One of so many choices moves the clock. */
const choicesPerTick = 16;

/**
 * Does what another scheduler does, and now and then moves the clock: to the time of the next sleeper or, where there is
 * none, by a period of the rotation. When that is comes from the seed, apart from what the other scheduler draws from the
 * same one; it is not asked where the clock moves.
 */
export function withTicks(scheduler: Scheduler, seed: number, periodMs?: number): Scheduler {
  // Seeds are not negative, so no scheduler draws from this one.
  const generator = mersenne(~seed);
  return {
    choose(decision) {
      const { mayTick, wakesInMs = periodMs } = decision;
      if (mayTick && wakesInMs !== undefined && uniformInt(generator, 1, choicesPerTick) === 1) {
        return { kind: 'tick', byMs: wakesInMs };
      }
      return scheduler.choose(decision);
    },
  };
}
