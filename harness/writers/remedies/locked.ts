import type { Writer } from '../writer.js';
import { loadLocks, openLock } from './advisory-lock.js';
import { keptWhateverFails } from './guarantees.js';
import { openRotatingFile } from './rotating-file.js';

/**
 * Looks, rotates and appends while it holds an advisory lock on `app.log.lock`. When a process is killed meanwhile, the
 * kernel releases the lock; the next process to hold it ends a torn line and completes the rotation. A torn line is never one
 * of an acknowledged record. Every process must take the lock: a program that appends or rotates without it breaks all
 * promises.
 */
const locked: Writer = {
  name: 'locked',
  rotations: ['none', 'time', 'size'],
  guarantees: keptWhateverFails,
  load: () => void loadLocks(),
  open({ file, rotation }) {
    const lock = openLock(`${file}.lock`);
    const log = openRotatingFile(file, rotation);
    return {
      append: (record) => lock.whileHeld(() => log.append(record)),
      close() {
        log.close();
        lock.close();
      },
    };
  },
};

export default locked;
