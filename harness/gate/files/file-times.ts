import { calendarMs, instant } from '../world/clock.js';
import { readMemory } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

const now = 0x3fff_ffffn;
const timesBytes = 32;

/**
 * Brings here the times that a process wants a file to have, and gives their address. What the process calls now is what
 * its own clock shows.
 */
export function putTimes({ clock }: World, { process, notification }: DecodedCall): number {
  const { bytes, base } = native();
  const [, , wanted = 0] = notification.values;
  // Times that can't be read are left where they are, and the kernel refuses them.
  if (wanted !== 0 && readMemory(process.pid, wanted, timesBytes, at.times) !== timesBytes) return wanted;
  const { seconds, nanoseconds } = instant(calendarMs(clock));
  for (const place of [at.times, at.times + 16]) {
    if (wanted !== 0 && bytes.readBigInt64LE(place + 8) !== now) continue;
    bytes.writeBigInt64LE(BigInt(seconds), place);
    bytes.writeBigInt64LE(BigInt(nanoseconds), place + 8);
  }
  return base + at.times;
}
