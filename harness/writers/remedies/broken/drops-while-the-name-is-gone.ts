import { existsSync, writeSync } from 'node:fs';
import { openLiveFile } from '../live-file.js';
import { never, step, type BrokenRemedy } from './broken.js';

const dropsWhileTheNameIsGone: BrokenRemedy = {
  name: 'drops-while-the-name-is-gone',
  bug: 'It follows the name of the log, but takes a record for written while nothing bears that name.',
  breaks: 'survives-logrotate',
  processes: 1,
  minimum: { processes: 1, records: 1, preemptions: 1, faults: 0 },
  rotation: never,
  logrotate: 'nocreate',
  faults: [],
  preemptions: [{ before: step(0, 'access', 'app.log'), run: 1 }],
  rotations: ['none'],
  guarantees: [],
  open({ file }) {
    const live = openLiveFile(file);
    live.current();
    return {
      append(record) {
        if (existsSync(file)) writeSync(live.current().descriptor, `${record}\n`);
      },
      close: live.close,
    };
  },
};
export default dropsWhileTheNameIsGone;
