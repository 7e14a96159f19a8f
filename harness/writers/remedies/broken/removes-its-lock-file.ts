import { rmSync } from 'node:fs';
import { openLock } from '../advisory-lock.js';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';

const removesItsLockFile: BrokenRemedy = {
  name: 'removes-its-lock-file',
  bug: 'It removes the file of its lock while another process waits for it, which then holds a lock that no third one sees.',
  breaks: 'no-record-lost',
  processes: 2,
  minimum: { processes: 2, records: 2, preemptions: 2, faults: 0 },
  rotation: everyRecord,
  faults: [],
  preemptions: [
    { before: step(0, 'write', 'app.log'), run: 1 },
    { before: step(0, 'rename', 'app.log'), run: 1 },
  ],
  ...openLocked({
    openLock: (file) => ({
      whileHeld(act) {
        const lock = openLock(file);
        try {
          lock.whileHeld(() => {
            act();
            rmSync(file, { force: true });
          });
        } finally {
          lock.close();
        }
      },
      close: () => undefined,
    }),
  }),
};
export default removesItsLockFile;
