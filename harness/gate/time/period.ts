import { instant } from '../world/clock.js';

/** What goes off at a time, and perhaps again and again. */
interface Periodic {
  /** Infinity where it is not armed. */
  readonly atMs: number;
  /** 0 where it goes off once. */
  readonly everyMs: number;
}

/** What is left of it when it has gone off: nothing, or the same at the next of its times. */
export function again<T extends Periodic>(periodic: T, nowMs: number): T[] {
  const { atMs, everyMs } = periodic;
  if (everyMs === 0) return [];
  return [{ ...periodic, atMs: atMs + everyMs * (Math.floor((nowMs - atMs) / everyMs) + 1) }];
}

/** How many milliseconds are left until it goes off; 0 where it is not armed. */
export function leftOf(periodic: Periodic | undefined, nowMs: number): number {
  return periodic === undefined || periodic.atMs === Infinity ? 0 : periodic.atMs - nowMs;
}

/**
 * How often it goes off, and how long it is until it does, as seconds and a fraction of one each: what calls about timers tell.
 * @param unit of the fraction, in nanoseconds.
 */
export function periodAsTold(periodic: Periodic | undefined, nowMs: number, unit = 1): number[] {
  return [periodic?.everyMs ?? 0, leftOf(periodic, nowMs)].flatMap((ms) => {
    const { seconds, nanoseconds } = instant(ms);
    return [seconds, Math.floor(nanoseconds / unit)];
  });
}
