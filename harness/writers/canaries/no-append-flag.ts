import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';

const noAppendFlag: BrokenWriter = {
  name: 'no-append-flag',
  bug: 'It opens the log without O_APPEND and goes on from where the log ended then.',
  breaks: 'no-record-lost',
  // When a shorter line is written over a longer one, the end of the longer one remains.
  alsoBreaks: ['no-line-torn'],
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'write', 'app.log'))),
  rotations: ['none'],
  open({ file }) {
    const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT);
    let end = fstatSync(descriptor).size;
    return {
      append(record) {
        end += writeSync(descriptor, `${record}\n`, end);
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default noAppendFlag;
