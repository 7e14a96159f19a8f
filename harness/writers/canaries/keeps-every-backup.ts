import { renameSync } from 'node:fs';
import { recordsPerFile, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';
import { shift } from './rotate.js';

const keepsEveryBackup: BrokenWriter = {
  ...lockedWriter('keeps-every-backup', {
    rotate(file) {
      shift(file, Infinity);
      renameSync(file, `${file}.1`);
    },
  }),
  bug: 'It shifts the backups without ever removing one.',
  breaks: 'retention-kept',
  rotation: recordsPerFile(1, 1),
  minimum: { processes: 1, records: 3, preemptions: 0 },
};
export default keepsEveryBackup;
