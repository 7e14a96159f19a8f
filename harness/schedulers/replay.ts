import { anchorInWords, sameAnchor } from '../anchor.js';
import { type Schedule } from '../schedule.js';
import type { Decision, Scheduler, SchedulerChoice } from './scheduler.js';

export interface Replay extends Scheduler {
  /** What of the schedule found no place in this execution, in words. */
  readonly unused: () => readonly string[];
}

/** Follows a schedule: the undisturbed order but for its preemptions and ticks. */
export function replay({ preemptions, faults }: Schedule): Replay {
  const left = { preemptions: [...preemptions], faults: [...faults] };
  const unfit: string[] = [];

  const preempt = ({ ready, usual, anchor }: Decision): SchedulerChoice => {
    const preemption = takeFirst(left.preemptions, ({ before }) => sameAnchor(before, anchor));
    if (preemption === undefined) return { kind: 'step', step: usual };
    const { run, thread } = preemption;
    const of = ready.filter((held) => held.process === run);
    // Threads are numbered otherwise by another version of a runtime; where only one can go, it is the one that is meant.
    const step = of.find((held) => held.thread === (thread ?? held.thread)) ?? (of.length === 1 ? of[0] : undefined);
    if (step === undefined) unfit.push(`Before ${anchorInWords(anchor)}, p${run} could not go.`);
    return { kind: 'step', step: step ?? usual };
  };

  return {
    choose(decision) {
      if (left.preemptions.length === 0 && left.faults.length === 0) return { kind: 'rest' };
      const tick = takeFirst(left.faults, ({ before }) => sameAnchor(before, decision.anchor));
      return tick === undefined ? preempt(decision) : { kind: 'tick', byMs: tick.byMs };
    },
    unused: () => [
      ...unfit,
      ...[...left.preemptions, ...left.faults].map(({ before }) => `${anchorInWords(before)} never came.`),
    ],
  };
}

function takeFirst<T>(list: T[], matches: (item: T) => boolean): T | undefined {
  const index = list.findIndex(matches);
  return index === -1 ? undefined : list.splice(index, 1)[0];
}
