import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { rotate } from './rotate.js';

/** Looks again, under the lock, whether the log is still full; and has a lock of its own for it. */
const rechecksTheSize: CanaryWriter = appendsWhereThereIsRoom('rechecks-the-size', ({ file, backups, isStillFull }) =>
  whileLocked(`${file}.rotation.lock`, () => {
    if (isStillFull()) rotate(file, backups);
  }),
);
export default rechecksTheSize;
