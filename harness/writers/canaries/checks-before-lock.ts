import { appendFileSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { exists, isFull, rotate, sizeOf } from './rotate.js';

const checksBeforeLock: BrokenWriter = {
  name: 'checks-before-lock',
  bug: 'It looks at the size before it has the lock, and believes it afterwards.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock'))),
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    return {
      async append(record) {
        const line = `${record}\n`;
        const full = isFull(sizeOf(file), line, rotation);
        await whileLocked(`${file}.lock`, () => {
          if (full && rotation.kind === 'size' && exists(file)) rotate(file, rotation.backups);
          appendFileSync(file, line);
        });
      },
      close: () => undefined,
    };
  },
};
export default checksBeforeLock;
