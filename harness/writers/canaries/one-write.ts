import { closeSync, openSync, writeSync } from 'node:fs';
import { claims } from '../../claims/claim.js';
import type { Writer } from '../writer.js';

/** Writes each line at once, and the system puts it behind whatever else is there: no lock is needed. */
const oneWrite: Writer = {
  name: 'one-write',
  rotations: ['none'],
  guarantees: claims,
  open({ file }) {
    const descriptor = openSync(file, 'a');
    return {
      append: (record) => void writeSync(descriptor, `${record}\n`),
      close: () => closeSync(descriptor),
    };
  },
};
export default oneWrite;
