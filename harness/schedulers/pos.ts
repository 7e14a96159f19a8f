import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { HeldStep } from '../gate/index.js';
import { mayConflict } from './may-conflict.js';
import type { Scheduler } from './scheduler.js';

interface Pending {
  readonly step: HeldStep;
  readonly number: number;
}

/**
 * POS, partial order sampling: Yuan, Yang, Gu, "Partial Order Aware Concurrency Sampling", CAV 2018, as Fray does it. Each
 * held step draws a number, and the highest goes; then every held step that may conflict with it draws anew, as the next
 * one of its own thread does. So how many steps a process takes alone before a race hardly sways which process wins it.
 */
export function pos({ seed }: { readonly seed: number }): Scheduler {
  const generator = mersenne(seed);
  const pending = new Map<string, Pending>();

  const numberOf = (step: HeldStep): number => {
    const number = pending.get(threadOf(step))?.number ?? uniformFloat64(generator);
    pending.set(threadOf(step), { step, number });
    return number;
  };

  return {
    choose({ ready }) {
      const chosen = ready.reduce((best, step) => (numberOf(step) > numberOf(best) ? step : best), ready[0]);
      for (const [thread, { step }] of pending) {
        // Those that wait for a lock cannot go now, but have drawn their numbers.
        if (thread === threadOf(chosen) || mayConflict(step, chosen)) pending.delete(thread);
      }
      return { kind: 'step', step: chosen };
    },
  };
}

function threadOf({ process, thread }: HeldStep): string {
  return `${process}.${thread}`;
}
