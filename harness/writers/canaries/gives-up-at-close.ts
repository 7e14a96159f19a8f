import { appendFileSync, rmdirSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { tryLock } from './lock.js';

const givesUpAtClose: BrokenWriter = {
  name: 'gives-up-at-close',
  bug: 'It drops its buffer at close when another has the lock.',
  breaks: 'no-record-lost',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'open', 'app.log'))),
  rotations: ['none'],
  open({ file }) {
    let buffer = '';
    return {
      append(record) {
        buffer += `${record}\n`;
      },
      close() {
        if (buffer === '' || !tryLock(`${file}.lock`)) return;
        appendFileSync(file, buffer);
        rmdirSync(`${file}.lock`);
      },
    };
  },
};
export default givesUpAtClose;
