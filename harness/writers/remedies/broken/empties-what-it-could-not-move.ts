import { closeSync, openSync } from 'node:fs';
import { shiftBackups } from '../backups.js';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';

const emptiesWhatItCouldNotMove: BrokenRemedy = {
  name: 'empties-what-it-could-not-move',
  bug: 'It begins an empty file after a rotation, although the old one could not be moved away.',
  breaks: 'fails-loudly',
  processes: 2,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: everyRecord,
  faults: [{ kind: 'error', at: step(0, 'rename', 'app.log'), error: 'EACCES' }],
  preemptions: [],
  ...openLocked({
    file: {
      shift(file, backups) {
        try {
          shiftBackups(file, backups);
        } catch {
          // It goes on with a new file, which is the old one.
        }
        closeSync(openSync(file, 'w'));
      },
    },
  }),
};
export default emptiesWhatItCouldNotMove;
