import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { exists } from './rotate.js';

const acknowledgesInSpool: BrokenWriter = {
  name: 'acknowledges-in-spool',
  bug: 'It acknowledges a record that only stands in a spool, which another may be about to empty into the log.',
  breaks: 'no-record-lost',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'unlink', 'app.log.spool'))),
  rotations: ['none'],
  open({ file }) {
    const spool = `${file}.spool`;
    return {
      append: (record) => appendFileSync(spool, `${record}\n`),
      close: () =>
        whileLocked(`${file}.lock`, () => {
          if (!exists(spool)) return;
          appendFileSync(file, readFileSync(spool));
          rmSync(spool);
        }),
    };
  },
};
export default acknowledgesInSpool;
