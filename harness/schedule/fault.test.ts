import { expect, test } from 'vitest';
import { faultInWords, type Fault } from './fault.js';

const at = { process: 0, call: 'write', path: 'app.log', occurrence: 2 };

test.each<readonly [Fault, string]>([
  [{ kind: 'tick', before: at, byMs: 1000 }, "before p0's 2nd write of app.log, the clock moves by 1,000 ms"],
  [{ kind: 'kill', when: 'before', at }, 'p0 is killed before its 2nd write of app.log'],
  [{ kind: 'kill', when: 'after', at }, 'p0 is killed after its 2nd write of app.log'],
  [{ kind: 'kill', when: 'within', bytes: 4096, at }, 'p0 is killed after 4,096 bytes of its 2nd write of app.log'],
  [{ kind: 'error', error: 'EIO', at }, "p0's 2nd write of app.log fails with EIO"],
  [{ kind: 'short-write', bytes: 1, at }, "p0's 2nd write of app.log takes only 1 byte"],
  [
    { kind: 'no-space', bytes: 25, steps: 2, at },
    "p0's 2nd write of app.log takes only 25 bytes, since the disk is full, and so for 2 further steps",
  ],
  [
    { kind: 'no-space', bytes: 25, steps: 1, at },
    "p0's 2nd write of app.log takes only 25 bytes, since the disk is full, and so for 1 further step",
  ],
])('%j in words', (fault, words) => {
  expect(faultInWords(fault)).toBe(words);
});
