import { claims } from '../../claims/index.js';
import type { Writer } from '../writer.js';
import { loadLocks, openLock } from './advisory-lock.js';
import { openRotatingFile } from './rotating-file.js';

/**
 * Looks, rotates and appends while it holds an advisory lock on `app.log.lock`. Who is killed inside lets go of it, since
 * the kernel does; the next to hold it ends a torn line and goes on with a rotation where it was left. A torn line is
 * never one of an acknowledged record. Everybody has to take the lock: a program that appends or rotates without it
 * breaks all promises.
 */
const locked: Writer = {
  name: 'locked',
  rotations: ['none', 'time', 'size'],
  guarantees: claims.filter((claim) => claim !== 'survives-copytruncate'),
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
