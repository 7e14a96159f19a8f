import { renameSync, rmSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { exists, shift } from './rotate.js';

const looksForOldestBeforeLock: BrokenWriter = {
  ...appendsWhereThereIsRoom('looks-for-oldest-before-lock', async ({ file, backups, isStillFull }) => {
    const oldest = `${file}.${backups}`;
    const mustGo = exists(oldest);
    await whileLocked(`${file}.rotation.lock`, () => {
      if (!isStillFull()) return;
      if (mustGo) rmSync(oldest);
      shift(file, Infinity);
      renameSync(file, `${file}.1`);
    });
  }),
  bug: 'It looks whether the oldest backup must go before it has the lock, and another may complete them meanwhile.',
  breaks: 'retention-kept',
  rotation: recordsPerFile(1, 1),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.rotation.lock'))),
};
export default looksForOldestBeforeLock;
