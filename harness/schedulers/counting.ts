import { ownerOf } from '../gate/index.js';
import type { Decision, Scheduler } from './scheduler.js';
import { tickLengths } from './ticks.js';

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

/** Lets each process go on as in the undisturbed order, but is asked at each step, and says whether anything else could have been chosen. */
export function lookingForChoices(periodMs?: number): Scheduler & { readonly hadChoice: () => boolean } {
  let hadChoice = false;
  return {
    choose(decision) {
      const { ready, usual, mayTick } = decision;
      hadChoice ||= ready.length > 1 || (mayTick && tickLengths(decision, periodMs).length > 0);
      return { kind: 'step', step: usual };
    },
    hadChoice: () => hadChoice,
  };
}
