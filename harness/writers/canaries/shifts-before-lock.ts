import { renameSync } from 'node:fs';
import { before, lostWhereBackupsAreFew, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { shift } from './rotate.js';

const shiftsBeforeLock: BrokenWriter = {
  ...appendsWhereThereIsRoom('shifts-before-lock', async ({ file, backups, isStillFull }) => {
    shift(file, backups);
    await whileLocked(`${file}.rotation.lock`, () => {
      if (isStillFull()) renameSync(file, `${file}.1`);
    });
  }),
  bug: 'It makes way for the next backup before it has the lock, and another puts one there meanwhile.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.rotation.lock'))),
};
export default shiftsBeforeLock;
