import * as v from 'valibot';
import { anchorSchema, type Anchor } from './anchor.js';
import { faultSchema, type Fault } from './fault.js';
import { problemsOf } from '../problems.js';
import { count } from '../scenario/count.js';

/** Just before the anchored step would be taken, another process (or thread of one) goes on instead. */
export interface Preemption {
  readonly before: Anchor;
  readonly run: number;
  /** Which of the processes that it has started, where it is not itself. */
  readonly child?: number;
  /** The thread of that process, where it is not its first. */
  readonly thread?: number;
}

/**
 * What a schedule changes of the undisturbed order, in which a process goes on until it ends or waits, then the lowest one
 * that can; and the clock moves only when nothing else can. The empty schedule is that order. Plain JSON. Entries that
 * bear the same anchor apply in turn, each time that the process comes to stand there; ticks come first.
 */
export interface Schedule {
  readonly preemptions: readonly Preemption[];
  readonly faults: readonly Fault[];
}

export const undisturbedSchedule: Schedule = { preemptions: [], faults: [] };

export const scheduleSchema: v.GenericSchema<unknown, Schedule> = v.strictObject({
  preemptions: v.array(
    v.strictObject({
      before: anchorSchema,
      run: count,
      child: v.exactOptional(count),
      thread: v.exactOptional(count),
    }),
  ),
  faults: v.optional(v.array(faultSchema), []),
});

/**
 * The schedule that `value` is.
 * @throws {Error} one error that lists every problem at once.
 */
export function parseSchedule(value: unknown): Schedule {
  const checked = v.safeParse(scheduleSchema, value);
  if (checked.success) return checked.output;
  throw new Error(`The schedule can't be read: ${problemsOf(checked.issues, 'the schedule').join('; ')}.`);
}
