import { closeSync, openSync } from 'node:fs';
import { requirePackage } from '../require-package.js';

/**
 * A lock that the kernel keeps (fcntl's, on an open file description, through `fs-native-extensions`): whoever holds it
 * and dies, or is killed, has let go of it. Its file is made once and never removed: who removed it would lock one inode
 * while others wait for another. The file may lie on any local file system.
 */
export interface AdvisoryLock {
  /** Acts once nobody else holds the lock; waits for it without letting this process do anything else. */
  readonly whileHeld: <T>(act: () => T) => T;
  /** Whether it is this process's now. What is held already stays held. */
  readonly tryHold: () => boolean;
  /** Resolves when it is. Meanwhile this process goes on. */
  readonly hold: () => Promise<void>;
  /** Lets go of what is held, and of the file. */
  readonly close: () => void;
}

/** As far as it is used here; the package brings no types. */
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
