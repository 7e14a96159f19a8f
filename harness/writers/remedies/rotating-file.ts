import { ftruncateSync, readSync, writeSync } from 'node:fs';
import type { Rotation } from '../../scenario/rotation.js';
import { shiftBackups } from './backups.js';
import { openLiveFile, type Current } from './live-file.js';

/** A log that is rotated between two records. The caller makes sure that no other process appends or rotates meanwhile. */
export interface RotatingFile {
  /**
   * Rotates if it is time, and appends a line.
   * @throws {Error} when the line is not in the file: what was written of it has been taken out again.
   */
  readonly append: (line: string) => void;
  readonly close: () => void;
}

/** The parts that a broken copy replaces. */
export interface Parts {
  readonly shift: (file: string, backups: number) => void;
  readonly write: (log: Current, bytes: Buffer) => void;
  readonly endsTornLines: boolean;
}

export const soundParts: Parts = { shift: shiftBackups, write: writeWhole, endsTornLines: true };

const newline = 10;

/**
 * By time, a file holds the records of one period: the one in which it was last written to. A process that is killed in the
 * middle of a line leaves a torn one. The next append ends it first, so that it damages no other.
 */
export function openRotatingFile(file: string, rotation: Rotation, parts: Parts = soundParts): RotatingFile {
  const live = openLiveFile(file);
  /** The size of the file after this process's last line. It has another size if another process has written since. */
  let endBytes: number | undefined;
  return {
    append(line) {
      const bytes = Buffer.from(`${line}\n`);
      let log = live.current();
      if (isDue(rotation, log, bytes.length)) {
        if (rotation.kind !== 'none') parts.shift(file, rotation.backups);
        log = live.current();
      }
      const isTorn = parts.endsTornLines && (log.isNew || log.bytes !== endBytes) && endsInMidLine(log);
      endBytes = undefined;
      const whole = isTorn ? Buffer.concat([Buffer.of(newline), bytes]) : bytes;
      parts.write(log, whole);
      endBytes = log.bytes + whole.length;
    },
    close: live.close,
  };
}

function isDue(rotation: Rotation, { bytes, writtenMs }: Current, lineBytes: number): boolean {
  if (bytes === 0) return false;
  switch (rotation.kind) {
    case 'none':
      return false;
    case 'size':
      return bytes + lineBytes > rotation.maxBytes;
    case 'time':
      return Math.floor(writtenMs / rotation.periodMs) < Math.floor(Date.now() / rotation.periodMs);
  }
}

/** One write, or several if the system takes only a part. If the rest fails, what was written is taken out again. */
function writeWhole({ descriptor, bytes: startBytes }: Current, bytes: Buffer): void {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    if (rest.length < bytes.length) cutBack(descriptor, startBytes);
    throw error;
  }
}

/** If this fails too, the next append ends the torn line. */
function cutBack(descriptor: number, toBytes: number): void {
  try {
    ftruncateSync(descriptor, toBytes);
  } catch {
    // The error that led here says more.
  }
}

function endsInMidLine({ descriptor, bytes }: Current): boolean {
  const last = Buffer.alloc(1);
  return bytes > 0 && readSync(descriptor, last, 0, 1, bytes - 1) === 1 && last[0] !== newline;
}
