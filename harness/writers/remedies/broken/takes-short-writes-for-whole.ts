import { writeSync } from 'node:fs';
import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const takesShortWritesForWhole: BrokenRemedy = {
  name: 'takes-short-writes-for-whole',
  bug: 'It does not look how much of a record the system has taken.',
  breaks: 'fails-loudly',
  processes: 1,
  minimum: { processes: 1, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [
    { kind: 'short-write', at: step(0, 'write', 'app.log'), bytes: 10 },
    // Node writes the rest of a short write by itself; when that fails, it returns how much was written before.
    { kind: 'error', at: step(0, 'write', 'app.log', 2), error: 'ENOSPC' },
  ],
  preemptions: [],
  ...openLocked({ file: { write: ({ descriptor }, bytes) => void writeSync(descriptor, bytes) } }),
};
export default takesShortWritesForWhole;
