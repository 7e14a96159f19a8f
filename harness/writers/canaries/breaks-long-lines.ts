import { appendFileSync } from 'node:fs';
import { never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const breaksLongLines: BrokenWriter = {
  ...lockedWriter('breaks-long-lines', {
    write(file, line) {
      const middle = line.length > 100 ? Math.floor(line.length / 2) : 0;
      const pieces = middle > 0 ? [line.slice(0, middle), line.slice(middle)] : [line];
      appendFileSync(file, pieces.join('\n'));
    },
  }),
  bug: 'It breaks a line in two when it is longer than 100 bytes.',
  // It does not count the byte that it adds, so that by size it would break a second claim.
  rotations: ['none'],
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 1, records: 1, preemptions: 0, recordBytes: 100 },
};
export default breaksLongLines;
