import { call, putPath } from './call.js';
import { atFlag } from './flags.js';
import { readMemory } from './memory.js';
import { at, native } from './native.js';

/** A time, or a length of time, as the kernel has it (struct timespec). */
export interface Instant {
  readonly seconds: number;
  readonly nanoseconds: number;
}

const timeBytes = 16;
/** In place of nanoseconds: the time that it is now, and the one that the file has. */
const special = { now: 0x3fff_ffff, keep: 0x3fff_fffe };

function putTime(place: number, { seconds, nanoseconds }: Instant): void {
  const { bytes } = native();
  bytes.writeBigInt64LE(BigInt(seconds), place);
  bytes.writeBigInt64LE(BigInt(nanoseconds), place + 8);
}

/** Sets the time of a file's last change: of the file behind a descriptor, or at a path. */
export function setChangeTime(file: number | string, time: Instant): void {
  putTime(at.times, { seconds: 0, nanoseconds: special.keep });
  putTime(at.times + timeBytes, time);
  const times = native().base + at.times;
  if (typeof file === 'number') call('utimensat', file, 0, times, 0);
  else call('utimensat', atFlag.currentDirectory, putPath(at.path, file), times, 0);
}

/**
 * Brings here the two times that a process wants a file to have, and gives their address; `now` stands for the time that
 * it is. Times that cannot be read are left where they are, and the kernel refuses them.
 */
export function putTimes(pid: number, wanted: number, now: Instant): number {
  const { bytes, base } = native();
  if (wanted !== 0 && readMemory(pid, wanted, 2 * timeBytes, at.times) !== 2 * timeBytes) return wanted;
  for (const place of [at.times, at.times + timeBytes])
    if (wanted === 0 || Number(bytes.readBigInt64LE(place + 8)) === special.now) putTime(place, now);
  return base + at.times;
}
