import { closeSync, openSync, writeSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';

const bufferBytes = 4096;

const splitsLongRecords: BrokenWriter = {
  name: 'splits-long-records',
  bug: 'It writes a record that is longer than its buffer of 4,096 bytes in two halves.',
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1, recordBytes: bufferBytes + 1 },
  schedule: preempted(switchTo(1, before(0, 'write', 'app.log', 2))),
  rotations: ['none'],
  // It counts characters, and may split one.
  takes: [],
  open({ file }) {
    const descriptor = openSync(file, 'a');
    return {
      append(record) {
        const half = record.length > bufferBytes ? Math.floor(record.length / 2) : 0;
        if (half > 0) writeSync(descriptor, record.slice(0, half));
        writeSync(descriptor, `${record.slice(half)}\n`);
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default splitsLongRecords;
