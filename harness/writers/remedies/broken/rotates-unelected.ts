import { writeSync } from 'node:fs';
import { shiftBackups } from '../backups.js';
import { openLiveFile } from '../live-file.js';
import { everyRecord, step, type BrokenRemedy } from './broken.js';

const rotatesUnelected: BrokenRemedy = {
  name: 'rotates-unelected',
  bug: 'It follows the name of the log as it should, but every process rotates, since none has been elected.',
  breaks: 'no-record-lost',
  processes: 2,
  minimum: { processes: 2, records: 2, preemptions: 1, faults: 0 },
  rotation: everyRecord,
  faults: [],
  preemptions: [{ before: step(0, 'rename', 'app.log'), run: 1 }],
  rotations: ['size'],
  guarantees: [],
  open({ file, rotation }) {
    const live = openLiveFile(file);
    return {
      append(record) {
        const bytes = Buffer.from(`${record}\n`);
        const log = live.current();
        if (rotation.kind === 'size' && log.bytes > 0 && log.bytes + bytes.length > rotation.maxBytes) {
          shiftBackups(file, rotation.backups);
        }
        writeSync(live.current().descriptor, bytes);
      },
      close: live.close,
    };
  },
};
export default rotatesUnelected;
