import { appendFileSync, truncateSync } from 'node:fs';
import { never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';
import { exists } from './rotate.js';

const leavesAHole: BrokenWriter = {
  ...lockedWriter('leaves-a-hole', {
    write(file, line) {
      if (!exists(file)) {
        appendFileSync(file, '');
        truncateSync(file, 16);
      }
      appendFileSync(file, line);
    },
  }),
  bug: "It reserves 16 bytes at the log's end before its first record, and appends behind them.",
  breaks: 'nothing-unexpected',
  rotation: never,
  minimum: { processes: 1, records: 1, preemptions: 0 },
};
export default leavesAHole;
