import { ownerOf, type HeldStep, type Step } from '../gate/index.js';
import { WriterFault } from '../writers/writer-fault.js';
import type { Schedule } from '../schedule/schedule.js';
import { recording } from './recording.js';
import type { Decision, Scheduler } from './scheduler.js';
import { isSameThread, visitedBy, type Deviation, type Visited } from './visited.js';

/** One schedule to execute. */
export interface Probe {
  readonly scheduler: Scheduler;
  /** The schedule that gives its execution again. */
  readonly schedule: () => Schedule;
  /** What was found there, once it has been executed with these steps. */
  readonly visited: (trace: readonly Step[]) => Visited;
}

/**
 * Follows deviations, and the undisturbed order otherwise. Where `toItsEnd` is false, nothing is written down of what
 * comes after the last deviation, which is faster.
 */
export function newProbe(deviations: readonly Deviation[], toItsEnd: boolean, parent: Visited | undefined): Probe {
  const decisions: Decision[] = [];
  const last = deviations.at(-1)?.at ?? -1;
  const scheduler = recording({
    choose(decision) {
      const at = decisions.length;
      if (at > last && !toItsEnd) return { kind: 'rest' };
      assertSame(at < last ? parent?.points[at]?.decision : undefined, decision);
      decisions.push(decision);
      const to = deviations.find((deviation) => deviation.at === at)?.to;
      if (to === undefined) return { kind: 'step', step: decision.usual };
      if ('tickByMs' in to) return { kind: 'tick', byMs: to.tickByMs };
      if ('fault' in to) return { kind: 'step', step: decision.usual, fault: to.fault };
      const step = decision.ready.find((held) => isSameThread(held, to));
      return { kind: 'step', step: step ?? decision.usual };
    },
  });
  return {
    scheduler,
    schedule: scheduler.recorded,
    visited: (trace) => visitedBy(deviations, decisions, trace, parent),
  };
}

/** The same choices must lead to the same place: on that all of it rests. */
function assertSame(before: Decision | undefined, now: Decision): void {
  if (before === undefined) return;
  const [then, here] = [before.usual, now.usual];
  if (isSameThread(then, here) && then.call === here.call && then.path === here.path) return;
  const isOtherThread = ownerOf(then) === ownerOf(here) && then.thread !== here.thread;
  const words = ({ process, child, thread, call, path = '' }: HeldStep): string =>
    `p${ownerOf({ process, child })} ${call} ${path}`.trimEnd() + (isOtherThread ? ` in its thread ${thread}` : '');
  throw new WriterFault(
    'The writer is not deterministic under control: two executions of the same schedule parted, ' +
      `here ${words(here)}, there ${words(then)}.`,
  );
}
