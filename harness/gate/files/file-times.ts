import { call as kernel, putPath } from '../kernel/call.js';
import { atFlag } from '../kernel/flags.js';
import { at } from '../kernel/native.js';
import type { Instant } from '../kernel/instant.js';
import { putTimes, type TimeForm } from '../kernel/times.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { DecodedCall } from '../world/call.js';

/** In which form a call that sets the times of a file takes them. */
const forms = new Map<SystemCall, TimeForm>([
  ['futimesat', 'microseconds'],
  ['utimes', 'microseconds'],
  ['utime', 'seconds'],
]);

/** Sets the times of the file at a call's path, or behind a descriptor of this process; `now` is the time that it is. */
export function setTimesOf(
  { name, notification, paths, process }: DecodedCall,
  now: Instant,
  descriptor?: number,
): number {
  const { values } = notification;
  const hasFolder = name === 'utimensat' || name === 'futimesat';
  const times = putTimes(process.pid, values[hasFolder ? 2 : 1] ?? 0, now, forms.get(name) ?? 'nanoseconds');
  const flags = name === 'utimensat' ? (values[3] ?? 0) : 0;
  if (descriptor !== undefined) return kernel('utimensat', descriptor, 0, times, flags);
  return kernel('utimensat', atFlag.currentDirectory, putPath(at.path, paths[0] ?? ''), times, flags);
}
