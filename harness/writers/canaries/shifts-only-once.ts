import { appendFileSync, renameSync } from 'node:fs';
import { lostWhereBackupsAreFew, recordsPerFile, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, shift, sizeOf } from './rotate.js';

const shiftsOnlyOnce: BrokenWriter = {
  name: 'shifts-only-once',
  bug: 'When it rotates for the second time, it takes the backups for shifted already, and renames over the newest.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: recordsPerFile(1),
  minimum: { processes: 1, records: 3, preemptions: 0 },
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    let shifted = false;
    const append = (line: string): void => {
      if (rotation.kind === 'size' && isFull(sizeOf(file), line, rotation)) {
        if (!shifted) shift(file, rotation.backups);
        shifted = true;
        renameSync(file, `${file}.1`);
      }
      appendFileSync(file, line);
    };
    return {
      append: (record) => whileLocked(`${file}.lock`, () => append(`${record}\n`)),
      close: () => undefined,
    };
  },
};
export default shiftsOnlyOnce;
