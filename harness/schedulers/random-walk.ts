import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { Scheduler } from './scheduler.js';

/** One of so many choices moves the clock. */
const choicesPerTick = 16;

/**
 * Takes each step that can go with the same probability; and now and then moves the clock, to the time of the next
 * sleeper or, where there is none, by a period of the rotation.
 */
export function randomWalk(seed: number, periodMs?: number): Scheduler {
  const generator = mersenne(seed);
  return {
    choose({ ready, usual, mayTick, wakesInMs = periodMs }) {
      if (mayTick && wakesInMs !== undefined && uniformInt(generator, 1, choicesPerTick) === 1) {
        return { kind: 'tick', byMs: wakesInMs };
      }
      return { kind: 'step', step: ready[uniformInt(generator, 0, ready.length - 1)] ?? usual };
    },
  };
}
