import { appendFileSync, mkdirSync, rmdirSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { exists } from './rotate.js';

const removesItsMarkTwice: BrokenWriter = {
  name: 'removes-its-mark-twice',
  bug: 'At close it removes the mark that all share, if it is there, in two steps, and complains when it has gone.',
  breaks: 'no-error',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'rmdir', 'app.log.in-use'))),
  rotations: ['none'],
  open({ file }) {
    const mark = `${file}.in-use`;
    return {
      append(record) {
        mkdirSync(mark, { recursive: true });
        appendFileSync(file, `${record}\n`);
      },
      close() {
        if (exists(mark)) rmdirSync(mark);
      },
    };
  },
};
export default removesItsMarkTwice;
