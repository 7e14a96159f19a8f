import { closeSync, openSync } from 'node:fs';
import { shiftBackups } from '../backups.js';
import { everyRecord, openLocked, type BrokenRemedy } from './broken.js';

const forgetsTheMode: BrokenRemedy = {
  name: 'forgets-the-mode',
  bug: 'It makes the next file with the usual mode, whatever the mode of the last one was.',
  breaks: 'mode-kept',
  processes: 1,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 0 },
  rotation: everyRecord,
  faults: [],
  preemptions: [],
  ...openLocked({
    file: {
      shift(file, backups) {
        shiftBackups(file, backups);
        closeSync(openSync(file, 'a'));
      },
    },
  }),
};
export default forgetsTheMode;
