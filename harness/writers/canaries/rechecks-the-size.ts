import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { rotate } from './rotate.js';

/** Looks again, under a lock for rotations, whether the log is still full. */
const rechecksTheSize: CanaryWriter = appendsWhereThereIsRoom('rechecks-the-size', ({ file, backups, isStillFull }) =>
  whileLocked(`${file}.rotation.lock`, () => {
    if (isStillFull()) rotate(file, backups);
  }),
);
export default rechecksTheSize;
