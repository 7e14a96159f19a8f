import { appendFileSync } from 'node:fs';
import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Breaks a line in two when it is longer than 100 bytes. */
const breaksLongLines: Writer = lockedWriter('breaks-long-lines', {
  write(file, line) {
    appendFileSync(file, line.length > 100 ? `${line.slice(0, 100)}\n${line.slice(100)}` : line);
  },
});
export default breaksLongLines;
