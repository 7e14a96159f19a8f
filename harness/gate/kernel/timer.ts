import { readFileSync } from 'node:fs';
import { call } from './call.js';
import { at, native } from './native.js';

/** Flag of timerfd_settime: it is armed to an instant, not for a length of time. */
export const absoluteTimer = 1;

const specBytes = 32;

/**
 * Arms a timer, behind a descriptor of this process, to go off once, `nanoseconds` after its clock began: with 1 that is
 * at once, with 0 never. False when that fails.
 */
export function armTimer(descriptor: number, nanoseconds: 0 | 1): boolean {
  const { bytes, base } = native();
  bytes.fill(0, at.small, at.small + specBytes);
  bytes.writeUInt32LE(nanoseconds, at.small + 24);
  return call('timerfd_settime', descriptor, absoluteTimer, base + at.small, 0) === 0;
}

/** The kernel's number of the clock that a timer goes by. */
export function clockOfTimer(descriptor: number): number {
  const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1');
  return Number(/^clockid: (\d+)$/m.exec(info)?.[1] ?? 1);
}
