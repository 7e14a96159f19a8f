import { closeSync, openSync, writeSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';

/** Writes each line in one call, and O_APPEND puts it at the log's end: no lock is needed. */
const oneWrite: CanaryWriter = {
  name: 'one-write',
  rotations: ['none'],
  open({ file }) {
    const descriptor = openSync(file, 'a');
    return {
      append: (record) => void writeSync(descriptor, `${record}\n`),
      close: () => closeSync(descriptor),
    };
  },
};
export default oneWrite;
