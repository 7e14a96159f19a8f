import { call, putPath } from './call.js';
import { atFlag } from './flags.js';
import type { Instant } from './instant.js';
import { readMemory } from './memory.js';
import { at, native } from './native.js';
import { accessedPlace, statusAt, statusOf } from './status.js';

const timeBytes = 16;
/** In place of nanoseconds: the time that it is now, and the one that the file has. */
const special = { now: 0x3fff_ffff, keep: 0x3fff_fffe };

function putTime(place: number, { seconds, nanoseconds }: Instant): void {
  const { words, unsigned } = native();
  const high = Math.floor(seconds / 0x1_0000_0000);
  unsigned[place / 4] = seconds - high * 0x1_0000_0000;
  words[place / 4 + 1] = high;
  unsigned[place / 4 + 2] = nanoseconds;
  words[place / 4 + 3] = 0;
}

/** Which of a file's times the gate sets: that of its last change, or that of its last reading. */
type FileTime = 'accessed' | 'changed';

/**
 * Sets the time of a file's last change without telling, as far as that can be, those who watch its folder: where this time alone is set,
 * they are told that somebody has written to the file.
 */
export function setChangeTimeUntold(file: number | string, time: Instant, follow: boolean): void {
  const status = typeof file === 'number' ? statusOf(file) : statusAt(file, follow);
  if (status === undefined) return;
  const { bytes, base } = native();
  bytes.copyWithin(at.times, at.status + accessedPlace, at.status + accessedPlace + timeBytes);
  putTime(at.times + timeBytes, time);
  setTimes(file, base + at.times, follow);
}

function setTimes(file: number | string, times: number, follow: boolean): void {
  if (typeof file === 'number') call('utimensat', file, 0, times, 0);
  else call('utimensat', atFlag.currentDirectory, putPath(at.path, file), times, follow ? 0 : atFlag.noFollow);
}

/** Sets one time of a file: of the file behind a descriptor, or at a path. */
export function setFileTime(which: FileTime, file: number | string, time: Instant, follow = true): void {
  const kept: Instant = { seconds: 0, nanoseconds: special.keep };
  putTime(at.times, which === 'accessed' ? time : kept);
  putTime(at.times + timeBytes, which === 'changed' ? time : kept);
  setTimes(file, native().base + at.times, follow);
}

/** Sets the times of a file's last reading and last change, by its path. */
export function setFileTimes(file: string, time: Instant): void {
  putTime(at.times, time);
  putTime(at.times + timeBytes, time);
  setTimes(file, native().base + at.times, true);
}

/** How a call takes two times: as seconds and a fraction of one each, or as two numbers of seconds. */
export type TimeForm = 'nanoseconds' | 'microseconds' | 'seconds';

/**
 * Brings here the two times that a process wants a file to have, in nanoseconds, and gives their address; `now` stands for the
 * time that it is. Times that cannot be read are left where they are, and the kernel refuses them.
 */
export function putTimes(pid: number, wanted: number, now: Instant, form: TimeForm): number {
  const { bytes, base } = native();
  const length = form === 'seconds' ? 16 : 2 * timeBytes;
  const address = base + at.times;
  if (wanted === 0) {
    putTime(at.times, now);
    putTime(at.times + timeBytes, now);
    return address;
  }
  if (readMemory(pid, wanted, length, at.times) !== length) return wanted;
  if (form === 'seconds') {
    const changed = bytes.readBigInt64LE(at.times + 8);
    putTime(at.times, { seconds: Number(bytes.readBigInt64LE(at.times)), nanoseconds: 0 });
    putTime(at.times + timeBytes, { seconds: Number(changed), nanoseconds: 0 });
    return address;
  }
  for (const place of [at.times, at.times + timeBytes]) {
    const fraction = Number(bytes.readBigInt64LE(place + 8));
    if (form === 'microseconds') bytes.writeBigInt64LE(BigInt(fraction * 1000), place + 8);
    else if (fraction === special.now) putTime(place, now);
  }
  return address;
}
