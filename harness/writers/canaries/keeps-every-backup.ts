import { renameSync, statSync } from 'node:fs';
import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Shifts the backups without ever removing one. */
const keepsEveryBackup: Writer = lockedWriter('keeps-every-backup', {
  rotate(file) {
    let oldest = 1;
    while (statSync(`${file}.${oldest}`, { throwIfNoEntry: false }) !== undefined) oldest++;
    for (let age = oldest; age > 1; age--) renameSync(`${file}.${age - 1}`, `${file}.${age}`);
    renameSync(file, `${file}.1`);
  },
});
export default keepsEveryBackup;
