import { closeSync, openSync, writeSync } from 'node:fs';
import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { isTheLogs } from './descriptor.js';
import { whileLocked } from './lock.js';
import { isFull, rotate, sizeOf } from './rotate.js';

const unlocksBeforeReopen: BrokenWriter = {
  name: 'unlocks-before-reopen',
  bug: 'Once it has rotated, it lets go of the lock and only then opens the new file and writes.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'open', 'app.log', 2))),
  rotations: ['none', 'size'],
  open({ file, rotation }) {
    let descriptor = openSync(file, 'a');
    const reopen = (): void => {
      closeSync(descriptor);
      descriptor = openSync(file, 'a');
    };
    return {
      async append(record) {
        const line = `${record}\n`;
        const rotated = await whileLocked(`${file}.lock`, () => {
          if (rotation.kind === 'size' && isFull(sizeOf(file), line, rotation)) {
            rotate(file, rotation.backups);
            return true;
          }
          if (!isTheLogs(descriptor, file)) reopen();
          writeSync(descriptor, line);
          return false;
        });
        if (!rotated) return;
        reopen();
        writeSync(descriptor, line);
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default unlocksBeforeReopen;
