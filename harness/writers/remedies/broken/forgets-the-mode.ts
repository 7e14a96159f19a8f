import { closeSync, openSync } from 'node:fs';
import { shiftBackups } from '../backups.js';
import { everyRecord, openLocked, type BrokenRemedy } from './broken.js';

const forgetsTheMode: BrokenRemedy = {
  name: 'forgets-the-mode',
  bug: 'It makes the next file with the usual mode, whatever the mode of the last one was.',
  breaks: 'mode-kept',
  wrong: 'app.log has the mode 644.',
  processes: 1,
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
