import { mkdirSync, rmdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from '../../words.js';

/** Acts while it holds a lock, which is a directory. A process that dies meanwhile leaves it behind for ever. */
export async function whileLocked<T>(lock: string, act: () => T): Promise<T> {
  while (!tryLock(lock)) await pause(1);
  try {
    return act();
  } finally {
    rmdirSync(lock);
  }
}

export function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}
