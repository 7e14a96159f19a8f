import { readUpTo } from '../kernel/memory.js';
import { infoOf } from './descriptor-info.js';
import { descriptorsOf, readProc } from './proc.js';

const bytesAtOnce = 1 << 20;
/** Of a mutex of the C library, in words of 32 bits: whether it is locked is two before its owner, and behind are how many threads use it, and its kind. */
const locked = -2;
const users = 1;
const kind = 2;
/** The kinds that say no to another thread than their owner: recursive ones, and those that check for errors. */
const checkingKinds = new Set([1, 2]);
const kindBits = 3;

/**
 * Whether a process holds a lock of the C library that keeps the number of the thread that has it, as recursive ones do. In a copy the
 * thread has another number, so it could not give the lock back.
 */
export function holdsOwnedLock(pid: number): boolean {
  return [...readProc(`/proc/${pid}/maps`).matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw.p /gm)].some(
    ([, start = '', end = '']) => hasOwnedLock(pid, Number.parseInt(start, 16), Number.parseInt(end, 16)),
  );
}

function hasOwnedLock(pid: number, start: number, end: number): boolean {
  for (let from = start; from < end; from += bytesAtOnce) {
    const bytes = readUpTo(pid, from, Math.min(bytesAtOnce, end - from));
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    for (let at = words.indexOf(pid); at !== -1; at = words.indexOf(pid, at + 1)) {
      const state = words[at + locked] ?? 0;
      const checks = checkingKinds.has((words[at + kind] ?? 0) & kindBits);
      if (checks && (state === 1 || state === 2) && words[at + users] === 1) return true;
    }
  }
  return false;
}

/** Whether a process holds a lock on a file: all copies would share it, or none would have it. */
export function holdsFileLock(pid: number): boolean {
  return descriptorsOf(pid).some((descriptor) => /^lock:/m.test(infoOf(pid, descriptor)));
}
