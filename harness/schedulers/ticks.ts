import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { oneOf } from './draw.js';
import type { Decision, Scheduler } from './scheduler.js';

/** One of so many choices moves the clock. */
const choicesPerTick = 16;

/**
 * Does what another scheduler does, and now and then moves the clock: to the time of the next sleeper, or by a period of the
 * rotation, whichever of both there is; what sleeps again and again must not keep a period from ever passing. When that is comes from the seed, apart from what the other scheduler draws from the
 * same one; it is not asked where the clock moves.
 */
export function withTicks(scheduler: Scheduler, seed: number, periodMs?: number): Scheduler {
  // Seeds are not negative, so no scheduler draws from this one.
  let generator: ReturnType<typeof mersenne> | undefined;
  return {
    choose(decision) {
      const [first, ...others] = tickLengths(decision, periodMs);
      if (!decision.mayTick || first === undefined) return scheduler.choose(decision);
      // It takes as long to make as a few steps do, and most executions have no time that could pass.
      generator ??= mersenne(~seed);
      if (uniformInt(generator, 1, choicesPerTick) !== 1) return scheduler.choose(decision);
      return { kind: 'tick', byMs: others.length === 0 ? first : oneOf(generator, [first, ...others]) };
    },
  };
}

/** By how much the clock may move, in milliseconds: by a period first, since most happens where one begins. */
export function tickLengths({ wakesInMs }: Decision, periodMs: number | undefined): readonly number[] {
  if (periodMs === undefined) return wakesInMs === undefined ? none : [wakesInMs];
  return wakesInMs === undefined || wakesInMs === periodMs ? [periodMs] : [periodMs, wakesInMs];
}

const none: readonly number[] = [];
