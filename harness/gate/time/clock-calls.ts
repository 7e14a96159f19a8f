import { answerValue } from '../kernel/listener.js';
import { writeWords } from '../kernel/memory.js';
import { calendarMs, instant, seenBy, shows } from '../world/clock.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task } from '../world/tree.js';

const clocks: ReadonlySet<SystemCall> = new Set(['clock_gettime', 'gettimeofday', 'time']);

/** Whether a call reads a clock. */
export function isClock(name: SystemCall): boolean {
  return clocks.has(name);
}

/** So often in a row does nothing read the clock but what waits for it to move. */
const mostReads = 2000;

/**
 * After so many it may wait for the next nanosecond only, as a loop does that goes on until a limit of no time at all is over. So each
 * read is a nanosecond further then, and the thread never sees an earlier time again.
 */
const soonReads = 16;
/** Less than what the clock moves by at least. */
const mostLead = 900;

/** Answers a call that reads a clock, from the virtual one; whether it was such a call. */
export function isClockRead(held: HeldCall): boolean {
  // A thread that does nothing else goes on only once the clock has moved.
  if (!isClock(held.name) || held.task.clockReads >= mostReads) return false;
  const { task, world } = held;
  const { nowMs } = world.clock;
  task.clockReads += 1;
  if (task.clockReads > soonReads) task.clockLead = { nowMs, nanoseconds: Math.min(leadOf(task, nowMs) + 1, mostLead) };
  answerClock(held);
  return true;
}

/** By how many nanoseconds a thread's clock is ahead, which is over once the clock moves. */
function leadOf({ clockLead }: Task, nowMs: number): number {
  return clockLead?.nowMs === nowMs ? clockLead.nanoseconds : 0;
}

const lastNanosecond = 999_999_999;

/** Answers a call that reads a clock. */
export function answerClock({ world, tree, task, notification, name }: Omit<HeldCall, 'row'>): void {
  const [first = 0, second = 0] = notification.values;
  const { pid } = task.process;
  const clock = seenBy(world.clock, tree);
  const isByNumber = name === 'clock_gettime';
  const { seconds, nanoseconds } = instant(isByNumber ? shows(clock, first | 0) : calendarMs(clock));
  // A clock that was set may show the end of a second.
  const ahead = Math.min(lastNanosecond, nanoseconds + leadOf(task, world.clock.nowMs));
  if (isByNumber) {
    writeWords(pid, second, [seconds, ahead]);
    answerValue(notification, 0);
    return;
  }
  const isWhole = name === 'time';
  if (first !== 0) writeWords(pid, first, isWhole ? [seconds] : [seconds, Math.floor(ahead / 1000)]);
  answerValue(notification, isWhole ? seconds : 0);
}
