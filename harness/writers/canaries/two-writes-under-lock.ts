import { closeSync, openSync, writeSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';

/** Writes the record and the end of its line in two calls, but under a lock. */
const twoWritesUnderLock: CanaryWriter = {
  name: 'two-writes-under-lock',
  rotations: ['none'],
  open({ file }) {
    const descriptor = openSync(file, 'a');
    return {
      append: (record) =>
        whileLocked(`${file}.lock`, () => {
          writeSync(descriptor, record);
          writeSync(descriptor, '\n');
        }),
      close: () => closeSync(descriptor),
    };
  },
};
export default twoWritesUnderLock;
