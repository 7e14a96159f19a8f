import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import type { FaultKind } from '../schedule/fault.js';
import { possibleFaults } from './possible-faults.js';
import type { Scheduler } from './scheduler.js';

export interface FaultsDrawn {
  readonly kinds: readonly FaultKind[];
  /** How many steps an execution has, about: each of them is as likely as another. */
  readonly steps: number;
}

/** Seeds are not negative, and ticks are drawn from the negative ones: so these must be others. */
const apart = 0x5bd1_e995;

/**
 * Does what another scheduler does, and has one or, in one of four executions, two steps end otherwise than usual. Which,
 * and how, comes from the seed, apart from what the other scheduler draws from the same one. Some kinds are off entirely
 * (swarm testing, as in `drawStrategy`).
 */
export function withFaults(scheduler: Scheduler, seed: number, { kinds, steps }: FaultsDrawn): Scheduler {
  const generator = mersenne(~seed ^ apart);
  const on = kinds.filter(() => uniformInt(generator, 1, 2) === 1);
  const some = on.length > 0 ? on : kinds;
  const times = uniformInt(generator, 1, 4) === 1 ? 2 : 1;
  const due = Array.from({ length: times }, () => uniformInt(generator, 0, Math.max(0, steps - 1)));
  let taken = 0;
  return {
    choose(decision) {
      const choice = scheduler.choose(decision);
      if (choice.kind !== 'step') return choice;
      const at = due.findIndex((number) => number <= taken);
      taken += 1;
      const possible = at === -1 ? [] : possibleFaults(choice.step, some, false);
      if (possible.length === 0) return choice;
      due.splice(at, 1);
      const fault = possible[uniformInt(generator, 0, possible.length - 1)];
      return fault === undefined ? choice : { ...choice, fault };
    },
  };
}
