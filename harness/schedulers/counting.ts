import { ownerOf } from '../gate/index.js';
import type { Decision, Scheduler } from './scheduler.js';

/** Whether at least two processes can go: only there does a scheduler decide anything about their order. */
export function isContended({ ready }: Decision): boolean {
  const [first] = ready;
  return ready.some((step) => ownerOf(step) !== ownerOf(first));
}

export interface Counting extends Scheduler {
  /** How many steps were chosen so far while at least two processes could go. */
  readonly contended: () => number;
}

/** Does what another scheduler does, and counts where that mattered, as PCT counts its steps. */
export function counting(scheduler: Scheduler): Counting {
  let contended = 0;
  return {
    choose(decision) {
      const choice = scheduler.choose(decision);
      if (choice.kind === 'step' && isContended(decision)) contended += 1;
      return choice;
    },
    contended: () => contended,
  };
}
