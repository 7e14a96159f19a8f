import { renameSync } from 'node:fs';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';
import { moveBackupsUp } from './copying.js';

const rotatesByWayOfAName: BrokenRemedy = {
  name: 'rotates-by-way-of-a-name',
  bug: 'It puts the log aside under another name before it shifts the backups, and nobody looks there after a kill.',
  breaks: 'survives-kill',
  numbering: 'usual',
  processes: 2,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: everyRecord,
  faults: [{ kind: 'kill', when: 'after', at: step(0, 'rename', 'app.log') }],
  preemptions: [],
  ...openLocked({
    file: {
      shift(file, backups) {
        const aside = `${file}.rotating`;
        renameSync(file, aside);
        moveBackupsUp(file, backups);
        renameSync(aside, `${file}.1`);
      },
    },
  }),
};
export default rotatesByWayOfAName;
