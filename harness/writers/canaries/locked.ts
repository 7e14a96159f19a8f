import { appendFileSync, mkdirSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { claims } from '../../claim.js';
import type { OpenLog, Rotation, Writer } from '../../writer.js';

/** What a canary may break. */
interface Parts {
  /** Whether the log, of so many bytes, must be rotated before a line goes into it. */
  readonly isFull: (bytes: number, line: string, maxBytes: number) => boolean;
  readonly rotate: (file: string, backups: number) => void;
  readonly write: (file: string, line: string) => void;
}

const sound: Parts = {
  isFull: (bytes, line, maxBytes) => bytes > 0 && bytes + line.length > maxBytes,
  rotate(file, backups) {
    rmSync(`${file}.${backups}`, { force: true });
    for (let age = backups - 1; age > 0; age--) {
      if (exists(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
    }
    if (backups > 0) renameSync(file, `${file}.1`);
    else rmSync(file);
  },
  write: appendFileSync,
};

/**
 * A writer that does all of looking, rotating and appending under one lock, a directory: the correct writer of which
 * the canaries are copies with one bug each. `wrap` changes what its callers see. A process that dies inside leaves
 * the lock behind for ever.
 */
export function lockedWriter(
  name: string,
  broken: Partial<Parts> = {},
  wrap: (log: OpenLog) => OpenLog = (log) => log,
): Writer {
  const parts = { ...sound, ...broken };
  return {
    name,
    rotations: ['none', 'size'],
    guarantees: claims,
    open({ file, rotation }) {
      return wrap({
        append: (record) => whileLocked(`${file}.lock`, () => append(parts, file, rotation, `${record}\n`)),
        close: () => undefined,
      });
    },
  };
}

function append(parts: Parts, file: string, rotation: Rotation, line: string): void {
  if (rotation.kind === 'size') {
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (parts.isFull(bytes, line, rotation.maxBytes)) parts.rotate(file, rotation.backups);
  }
  parts.write(file, line);
}

async function whileLocked(lock: string, act: () => void): Promise<void> {
  while (!tryLock(lock)) await pause(1);
  try {
    act();
  } finally {
    rmdirSync(lock);
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
