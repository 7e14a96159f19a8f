import { renameSync } from 'node:fs';
import { lostWhereBackupsAreFew, recordsPerFile, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';
import { exists } from './rotate.js';

const shiftsInWrongOrder: BrokenWriter = {
  ...lockedWriter('shifts-in-wrong-order', {
    rotate(file, backups) {
      for (let age = 1; age < backups && exists(`${file}.${age}`); age++) {
        renameSync(`${file}.${age}`, `${file}.${age + 1}`);
      }
      renameSync(file, `${file}.1`);
    },
  }),
  bug: 'It moves the newest backup first, over the one behind it.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: recordsPerFile(1),
  minimum: { processes: 1, records: 4, preemptions: 0 },
};
export default shiftsInWrongOrder;
