import { appendFileSync, statSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, rotate } from './rotate.js';

const rechecksWrongly: BrokenWriter = {
  name: 'rechecks-wrongly',
  bug: 'Where another has rotated meanwhile, it takes for granted that there is room in the new file.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock', 2))),
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    const look = () => statSync(file, { throwIfNoEntry: false });
    return {
      async append(record) {
        const line = `${record}\n`;
        const seen = look();
        await whileLocked(`${file}.lock`, () => {
          const now = look();
          const rotatedMeanwhile = seen !== undefined && now?.ino !== seen.ino;
          if (!rotatedMeanwhile && rotation.kind === 'size' && isFull(now?.size ?? 0, line, rotation))
            rotate(file, rotation.backups);
          appendFileSync(file, line);
        });
      },
      close: () => undefined,
    };
  },
};
export default rechecksWrongly;
