import { closeSync, openSync } from 'node:fs';
import { requirePackage } from '../require-package.js';

/**
 * A lock that the kernel keeps (fcntl's, on an open file description, through `fs-native-extensions`). When a process that
 * holds it dies, the kernel releases it. Its file is made once and never removed: a process that removed it would lock one
 * inode while others wait for another. The file may lie on any local file system.
 */
export interface AdvisoryLock {
  /** Acts while it holds the lock. Until then it blocks this process. */
  readonly whileHeld: <T>(act: () => T) => T;
  /** Takes the lock if it is free, and says whether this process holds it now. */
  readonly tryHold: () => boolean;
  /** Resolves when this process holds the lock, without blocking it. */
  readonly hold: () => Promise<void>;
  /** Releases the lock and closes its file. */
  readonly close: () => void;
}

/** What is used of the package, which brings no types. */
interface NativeLocks {
  readonly tryLock: (descriptor: number) => boolean;
  readonly waitForLock: (descriptor: number) => Promise<void>;
  readonly waitForLockSync: (descriptor: number) => void;
  readonly unlock: (descriptor: number) => void;
}

export function loadLocks(): NativeLocks {
  return requirePackage('fs-native-extensions');
}

export function openLock(file: string): AdvisoryLock {
  const native = loadLocks();
  const descriptor = openSync(file, 'a', 0o600);
  return {
    whileHeld(act) {
      native.waitForLockSync(descriptor);
      try {
        return act();
      } finally {
        native.unlock(descriptor);
      }
    },
    tryHold: () => native.tryLock(descriptor),
    hold: () => native.waitForLock(descriptor),
    close: () => closeSync(descriptor),
  };
}
