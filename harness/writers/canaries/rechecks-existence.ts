import { renameSync, writeFileSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { exists, shift } from './rotate.js';

const rechecksExistence: BrokenWriter = {
  ...appendsWhereThereIsRoom('rechecks-existence', ({ file, backups }) =>
    whileLocked(`${file}.lock`, () => {
      if (!exists(file)) return;
      shift(file, backups);
      renameSync(file, `${file}.1`);
      writeFileSync(file, '');
    }),
  ),
  bug: 'Once it has the lock to rotate, it looks whether the log is there, not whether it is still full.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 2 },
  schedule: preempted(
    switchTo(1, before(0, 'mkdir', 'app.log.lock', 3)),
    switchTo(0, before(1, 'mkdir', 'app.log.lock', 3)),
  ),
};
export default rechecksExistence;
