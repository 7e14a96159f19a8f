import { closeSync, openSync, writeSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';

const twoWrites: BrokenWriter = {
  name: 'two-writes',
  bug: 'It writes the record and the end of its line one after the other.',
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'write', 'app.log', 2))),
  rotations: ['none'],
  open({ file }) {
    const descriptor = openSync(file, 'a');
    return {
      append(record) {
        writeSync(descriptor, record);
        writeSync(descriptor, '\n');
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default twoWrites;
