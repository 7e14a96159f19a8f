import { call } from './call.js';
import { readMemory } from './memory.js';
import { at, native } from './native.js';

/** A lock on a range of a file (struct flock). */
export interface RangeLock {
  readonly type: number;
  /** What `start` counts from, as lseek has it. */
  readonly whence: number;
  readonly start: bigint;
  /** 0 reaches to the end of the file, however long it becomes. */
  readonly length: bigint;
  readonly pid: number;
}

const lockBytes = 32;

/** The lock that a process asks for, or undefined where it cannot be read. */
export function readRangeLock(pid: number, address: number): RangeLock | undefined {
  return readMemory(pid, address, lockBytes, at.lock) === lockBytes ? lockInBlock() : undefined;
}

/**
 * Makes a call of fcntl about a lock. A question gives the lock that is in the way, or one of the type `unlock` when
 * there is none; every other call gives the lock itself. Undefined when the call has failed.
 */
export function fcntlLock(descriptor: number, command: number, lock: RangeLock): RangeLock | undefined {
  const { bytes, base } = native();
  bytes.writeInt16LE(lock.type, at.lock);
  bytes.writeInt16LE(lock.whence, at.lock + 2);
  bytes.writeBigInt64LE(lock.start, at.lock + 8);
  bytes.writeBigInt64LE(lock.length, at.lock + 16);
  bytes.writeInt32LE(lock.pid, at.lock + 24);
  return call('fcntl', descriptor, command, base + at.lock) === 0 ? lockInBlock() : undefined;
}

function lockInBlock(): RangeLock {
  const { bytes } = native();
  return {
    type: bytes.readInt16LE(at.lock),
    whence: bytes.readInt16LE(at.lock + 2),
    start: bytes.readBigInt64LE(at.lock + 8),
    length: bytes.readBigInt64LE(at.lock + 16),
    pid: bytes.readInt32LE(at.lock + 24),
  };
}
