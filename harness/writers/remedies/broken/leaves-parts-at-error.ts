import { writeSync } from 'node:fs';
import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const leavesPartsAtError: BrokenRemedy = {
  name: 'leaves-parts-at-error',
  bug: 'It leaves the beginning of a record in the file when the rest has failed, and writes the next one behind it.',
  breaks: 'fails-loudly',
  processes: 1,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [
    { kind: 'short-write', at: step(0, 'write', 'app.log'), bytes: 10 },
    // Node writes the rest of a short write by itself, and reports the error only when it is called again.
    { kind: 'error', at: step(0, 'write', 'app.log', 2), error: 'ENOSPC' },
    { kind: 'error', at: step(0, 'write', 'app.log', 3), error: 'ENOSPC' },
  ],
  preemptions: [],
  ...openLocked({
    file: {
      endsTornLines: false,
      write({ descriptor }, bytes) {
        let rest = bytes;
        while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      },
    },
  }),
};
export default leavesPartsAtError;
