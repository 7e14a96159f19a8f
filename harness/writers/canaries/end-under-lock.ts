import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';

/** Opens the log without O_APPEND, but looks for its end before each record, under a lock. */
const endUnderLock: CanaryWriter = {
  name: 'end-under-lock',
  rotations: ['none'],
  open({ file }) {
    const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT);
    return {
      append: (record) =>
        whileLocked(`${file}.lock`, () => void writeSync(descriptor, `${record}\n`, fstatSync(descriptor).size)),
      close: () => closeSync(descriptor),
    };
  },
};
export default endUnderLock;
