import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { isTaken } from '../is-taken.js';
import type { CanaryWriter } from './broken.js';

/** Tries without a pause to make the lock file, which only one can. */
const spinsForItsLock: CanaryWriter = {
  name: 'spins-for-its-lock',
  rotations: ['none'],
  open({ file }) {
    const lock = `${file}.lock`;
    const descriptor = openSync(file, 'a');
    return {
      append(record) {
        while (isTaken(() => closeSync(openSync(lock, 'wx'))));
        writeSync(descriptor, record);
        writeSync(descriptor, '\n');
        unlinkSync(lock);
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default spinsForItsLock;
