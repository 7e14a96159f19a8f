import { appendFileSync } from 'node:fs';
import { lostWhereBackupsAreFew, recordsPerFile, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { rotate, sizeOf } from './rotate.js';

const exactFit: BrokenWriter = {
  name: 'exact-fit',
  bug: 'A record that would just fill the log up neither goes into it nor has it rotated.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: recordsPerFile(2),
  minimum: { processes: 1, records: 2, preemptions: 0 },
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    const append = (line: string): void => {
      const bytes = rotation.kind === 'size' ? sizeOf(file) : 0;
      const over = rotation.kind === 'size' && bytes > 0 ? bytes + Buffer.byteLength(line) - rotation.maxBytes : -1;
      if (rotation.kind === 'size' && over > 0) rotate(file, rotation.backups);
      if (over !== 0) appendFileSync(file, line);
    };
    return {
      append: (record) => whileLocked(`${file}.lock`, () => append(`${record}\n`)),
      close: () => undefined,
    };
  },
};
export default exactFit;
