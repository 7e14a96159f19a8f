import { unlinkSync } from 'node:fs';
import { never, openLocked, step, type BrokenRemedy } from './broken.js';
import { makeLockFile } from './file-lock.js';

const leavesItsLockBehind: BrokenRemedy = {
  name: 'leaves-its-lock-behind',
  bug: 'Its lock is a file, which nobody removes when the process that made it is killed.',
  breaks: 'not-stuck-after-kill',
  processes: 2,
  minimum: { processes: 2, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'write', 'app.log') }],
  preemptions: [],
  ...openLocked({
    openLock: (file) => ({
      async whileHeld(act) {
        await makeLockFile(file);
        try {
          act();
        } finally {
          unlinkSync(file);
        }
      },
      close: () => undefined,
    }),
  }),
};
export default leavesItsLockBehind;
