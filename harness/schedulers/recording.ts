import type { Fault } from '../schedule/fault.js';
import type { Preemption, Schedule } from '../schedule/schedule.js';
import type { Scheduler } from './scheduler.js';

export interface Recording extends Scheduler {
  /** The schedule that makes the same choices again when it is replayed. */
  readonly recorded: () => Schedule;
}

/** Does what another scheduler does, and writes down how that differs from the undisturbed order. */
export function recording(scheduler: Scheduler): Recording {
  const preemptions: Preemption[] = [];
  const faults: Fault[] = [];
  return {
    choose(decision) {
      const { usual, anchor } = decision;
      const choice = scheduler.choose(decision);
      if (choice.kind === 'tick') faults.push({ kind: 'tick', before: anchor, byMs: choice.byMs });
      if (choice.kind === 'step' && choice.fault !== undefined)
        faults.push({ ...choice.fault, at: decision.anchorOf(choice.step) });
      if (choice.kind === 'step' && choice.step !== usual) {
        const { process, thread, child } = choice.step;
        preemptions.push({
          before: anchor,
          run: process,
          ...(child !== undefined && { child }),
          ...(thread === 0 ? {} : { thread }),
        });
      }
      return choice;
    },
    recorded: () => ({ preemptions, faults }),
  };
}
