import { ownerOf } from '../gate/index.js';
import { anchorInWords } from '../schedule/anchor.js';
import { faultInWords } from '../schedule/fault.js';
import type { Schedule } from '../schedule/schedule.js';
import { namesThreads } from '../execution/threads.js';
import { wrapped } from './wrap.js';

/**
 * A schedule as its differences from the undisturbed order, a line each: `before p0's first stat of app.log.1, p1 goes on`.
 * @param withThreads whether to say which thread of a process goes on, where the schedule does.
 */
export function scheduleInWords({ preemptions, faults }: Schedule, withThreads: boolean): string[] {
  const lines = [
    ...faults.map(faultInWords),
    ...preemptions.map(({ before, run: process, child, thread }) => {
      const owner = `p${ownerOf({ process, child })}`;
      const subject =
        thread === undefined || child !== undefined || !withThreads ? owner : `thread ${thread} of ${owner}`;
      return `before ${anchorInWords(before)}, ${subject} goes on`;
    }),
  ];
  return lines.length === 0 ? ['the undisturbed order'] : lines;
}

/** A schedule as it stands above an interleaving. It names threads only if the interleaving does. */
export function scheduleLines(schedule: Schedule, interleaving: readonly string[]): string[] {
  return scheduleInWords(schedule, namesThreads(interleaving)).map((line, index) =>
    wrapped(index === 0 ? 'schedule  ' : '          ', line),
  );
}
