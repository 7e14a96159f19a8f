import { unlinkSync } from 'node:fs';
import { never, openLocked, step, type BrokenRemedy } from './broken.js';
import { makeLockFile } from './file-lock.js';

const keepsLockAtError: BrokenRemedy = {
  name: 'keeps-lock-at-error',
  bug: 'It removes its lock, a file, after the record, but not after an error.',
  breaks: 'fails-loudly',
  processes: 2,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'error', at: step(0, 'write', 'app.log'), error: 'ENOSPC' }],
  preemptions: [],
  ...openLocked({
    openLock: (file) => ({
      async whileHeld(act) {
        await makeLockFile(file);
        act();
        unlinkSync(file);
      },
      close: () => undefined,
    }),
  }),
};
export default keepsLockAtError;
