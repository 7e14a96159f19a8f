import type { HeldCall } from '../world/held-call.js';

/** The shortest time by which the clock moves for what waits for that, and the longest, in milliseconds. */
const shortestMs = 1 / 1024;
const longestMs = 1000;

/** By how much the clock moves for what waits for that, after so many times that it has done so: ever more, since others wait for a time. */
export function moveAfter(times: number): number {
  return Math.min(longestMs, shortestMs * 2 ** times);
}

/** So often in a row a thread may wait for no time at all. */
const mostEmpty = 16;

/**
 * When a wait for no time at all ends, in virtual milliseconds since 1970: at once, as a rule. A thread that makes one after the other goes round
 * until the clock shows another time, or until another thread or process has done something, so it waits until the clock moves, as it does
 * when nobody else can go on.
 */
export function endOfEmptyWait({ world: { clock }, task }: HeldCall): number {
  const before = task.emptyWaits++;
  return before < mostEmpty ? clock.nowMs : clock.nowMs + moveAfter(before - mostEmpty);
}
