import { renameSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { shift } from './rotate.js';

const rechecksNever: BrokenWriter = {
  ...appendsWhereThereIsRoom('rechecks-never', ({ file, backups }) =>
    whileLocked(`${file}.lock`, () => {
      renameSync(file, `${file}.full`);
      shift(file, backups);
      renameSync(`${file}.full`, `${file}.1`);
    }),
  ),
  bug: 'Once it has the lock to rotate, it does not look again whether another has rotated meanwhile.',
  breaks: 'no-error',
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 2 },
  schedule: preempted(
    switchTo(1, before(0, 'mkdir', 'app.log.lock', 3)),
    switchTo(0, before(1, 'mkdir', 'app.log.lock', 3)),
  ),
};
export default rechecksNever;
