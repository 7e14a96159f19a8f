import type { BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const rotatesLate: BrokenWriter = {
  ...lockedWriter('rotates-late', {
    isFull: (bytes, _line, rotation) => rotation.kind === 'size' && bytes >= rotation.maxBytes,
  }),
  bug: "It looks at the log's size without the line that is about to be written.",
  breaks: 'threshold-kept',
  rotation: { kind: 'size', maxBytes: 40, backups: 9 },
  minimum: { processes: 1, records: 2, preemptions: 0 },
};
export default rotatesLate;
