import { mersenne } from 'pure-rand/generator/mersenne';
import { oneOf } from './draw.js';
import type { Scheduler } from './scheduler.js';
import { withTicks } from './ticks.js';

/** Takes each step that can go with the same probability. */
export function uniformWalk({ seed }: { readonly seed: number }): Scheduler {
  const generator = mersenne(seed);
  return { choose: ({ ready }) => ({ kind: 'step', step: oneOf(generator, ready) }) };
}

/** A uniform walk that now and then moves the clock. */
export function randomWalk(seed: number, periodMs?: number): Scheduler {
  return withTicks(uniformWalk({ seed }), seed, periodMs);
}
