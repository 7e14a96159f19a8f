import { anchorInWords, sameAnchor } from '../schedule/anchor.js';
import { anchorOf, isTick } from '../schedule/fault.js';
import { type Schedule } from '../schedule/schedule.js';
import { ownerOf, type HeldStep } from '../gate/index.js';
import type { Decision, Scheduler } from './scheduler.js';

export interface Replay extends Scheduler {
  /** What of the schedule found no place in this execution, in words. */
  readonly unused: () => readonly string[];
}

/** Follows a schedule: the undisturbed order but for its preemptions and faults. */
export function replay({ preemptions, faults }: Schedule): Replay {
  const left = {
    preemptions: [...preemptions],
    ticks: faults.filter(isTick),
    faults: faults.filter((fault) => !isTick(fault)),
  };
  const unfit: string[] = [];

  const preempt = ({ ready, usual, anchor }: Decision): HeldStep => {
    const preemption = takeFirst(left.preemptions, ({ before }) => sameAnchor(before, anchor));
    if (preemption === undefined) return usual;
    const { run, child, thread } = preemption;
    const of = ready.filter((held) => held.process === run && (child === undefined || held.child === child));
    // Threads are numbered otherwise by another version of a runtime; where only one can go, it is the one that is meant.
    const step = of.find((held) => held.thread === (thread ?? held.thread)) ?? (of.length === 1 ? of[0] : undefined);
    if (step === undefined)
      unfit.push(`Before ${anchorInWords(anchor)}, p${ownerOf({ process: run, child })} could not go.`);
    return step ?? usual;
  };

  return {
    choose(decision) {
      if (Object.values(left).every((list) => list.length === 0)) return { kind: 'rest' };
      const tick = takeFirst(left.ticks, ({ before }) => sameAnchor(before, decision.anchor));
      if (tick !== undefined) return { kind: 'tick', byMs: tick.byMs };
      const step = preempt(decision);
      const found = takeFirst(left.faults, (fault) => sameAnchor(fault.at, decision.anchorOf(step)));
      if (found === undefined) return { kind: 'step', step };
      const { at: _, ...fault } = found;
      return { kind: 'step', step, fault };
    },
    unused: () => [
      ...unfit,
      ...[...left.preemptions.map(({ before }) => before), ...[...left.ticks, ...left.faults].map(anchorOf)].map(
        (anchor) => `${anchorInWords(anchor)} never came.`,
      ),
    ],
  };
}

function takeFirst<T>(list: T[], matches: (item: T) => boolean): T | undefined {
  const index = list.findIndex(matches);
  return index === -1 ? undefined : list.splice(index, 1)[0];
}
