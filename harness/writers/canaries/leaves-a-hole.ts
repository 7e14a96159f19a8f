import { appendFileSync, statSync, truncateSync } from 'node:fs';
import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Reserves 16 bytes at the log's end before its first record, and appends behind them. */
const leavesAHole: Writer = lockedWriter('leaves-a-hole', {
  write(file, line) {
    if (statSync(file, { throwIfNoEntry: false }) === undefined) {
      appendFileSync(file, '');
      truncateSync(file, 16);
    }
    appendFileSync(file, line);
  },
});
export default leavesAHole;
