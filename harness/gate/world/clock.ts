/**
 * The virtual time of an execution. Both clocks stand still between ticks. The calendar starts anew at the same instant
 * in every execution, and may be set; the monotonic clock never goes back while a process lives, as its name promises to
 * programs that stay warm.
 */
export interface Clock {
  /** What the calendar would show, in milliseconds since 1970, had it never been set. Waits end by this. */
  nowMs: number;
  monotonicMs: number;
  /** How far the calendar was set ahead of that; less than 0 where it was set back. */
  aheadMs: number;
}

/**
 * Waits end on a grid of about a microsecond, which a number of milliseconds since 1970 can hold to the bit. Otherwise one could
 * end a moment before its time, and a program that looks at the clock and waits for the rest would do so for ever.
 */
const perMs = 1024;

/** 2026-01-01T00:00:00Z, at which every execution starts. */
export const startMs: number = Date.UTC(2026, 0, 1);

export function newClock(): Clock {
  return { nowMs: startMs, monotonicMs: 1_000_000, aheadMs: 0 };
}

export function restart(clock: Clock): void {
  clock.nowMs = startMs;
  clock.aheadMs = 0;
  clock.monotonicMs = Math.ceil(clock.monotonicMs / 1000) * 1000 + 1000;
}

/**
 * Moves the clock. No wait is over at the very instant for which it asked, and some programs rely on it: Ruby looks whether
 * its monotonic clock has passed the end of a sleep, and would look for ever if it stood still there.
 */
export function tick(clock: Clock, toMs: number): void {
  clock.monotonicMs += toMs - clock.nowMs + 1 / perMs;
  clock.nowMs = toMs;
}

/** What the calendar shows, in milliseconds since 1970. */
export function calendarMs({ nowMs, aheadMs }: Clock): number {
  return nowMs + aheadMs;
}

/** The clock as a member sees it whose calendar is not that of the others. */
export function seenBy(clock: Clock, { aheadMs }: { readonly aheadMs: number }): Clock {
  return aheadMs === 0 ? clock : { ...clock, aheadMs: clock.aheadMs + aheadMs };
}

const calendars = new Set([0, 5, 11]);

/** What a clock with the kernel's number shows, in milliseconds. */
export function shows(clock: Clock, number: number): number {
  return calendars.has(number) ? calendarMs(clock) : clock.monotonicMs;
}

const longestMs = 100 * 365 * 24 * 3_600_000;

export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * When a wait on a clock ends, by the clock's `nowMs`: never too early, and later than now where anything is left of it. An
 * absolute wait names the instant on its own clock, and keeps its length when that is set afterwards. One of a hundred years is
 * meant to have no end: some programs ask for the largest number that there is.
 */
export function deadline(clock: Clock, { seconds, nanoseconds }: Instant, absoluteOn?: number): number {
  const from = instant(absoluteOn === undefined ? 0 : shows(clock, absoluteOn));
  const leftMs = (seconds - from.seconds) * 1000 + (nanoseconds - from.nanoseconds) / 1e6;
  return leftMs > longestMs ? Infinity : clock.nowMs + Math.ceil(Math.max(0, leftMs) * perMs) / perMs;
}

export function instant(ms: number): Instant {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanoseconds: Math.min(999_999_999, Math.round((ms - seconds * 1000) * 1e6)) };
}
