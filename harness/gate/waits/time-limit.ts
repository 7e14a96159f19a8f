import { readWords } from '../kernel/memory.js';
import { deadline, instant, seenBy, type Instant } from '../world/clock.js';
import type { HeldCall } from '../world/held-call.js';

/**
 * When a wait of that length ends, in virtual milliseconds since 1970: never, where it has no length. With `absoluteOn`,
 * the number of a clock, it ends at that instant of that clock.
 */
export function until({ world, tree }: HeldCall, span: Instant | undefined, absoluteOn?: number): number {
  return span === undefined ? Infinity : deadline(seenBy(world.clock, tree), span, absoluteOn);
}

/** When a wait of so many milliseconds ends: never, where they are less than 0. */
export function afterMs(held: HeldCall, ms: number): number {
  return (ms | 0) < 0 ? Infinity : until(held, instant(ms | 0));
}

/** A length of time that lies in the process's memory as seconds and nanoseconds, or microseconds with `unit` 1000. */
export function spanAt({ task: { process } }: HeldCall, address: number, unit = 1): Instant | undefined {
  const [seconds, fraction] = readWords(process.pid, address, 2) ?? [];
  return seconds === undefined || fraction === undefined ? undefined : { seconds, nanoseconds: fraction * unit };
}
