import { expect, test } from 'vitest';
import { nameOf } from './names.js';

test.each([
  [{ process: 0, sequence: 3 }, "p0's record 3"],
  [{ process: 0, sequence: 3, text: 'short' }, 'p0\'s line 4 ("short")'],
  [{ process: 0, child: 2, sequence: 0, text: 'x'.repeat(41) }, `p0.2's line 1 ("${'x'.repeat(40)}…")`],
  [{ process: 1, sequence: 0, text: '\t"\u0000\u007f' }, 'p1\'s line 1 ("\\t\\"\\u0000\\u007f")'],
  [{ process: 1, sequence: 0, text: Buffer.from('žluť').toString('latin1') }, 'p1\'s line 1 ("žluť")'],
  [{ process: 1, sequence: 0, text: '\xff' }, 'p1\'s line 1 ("\\ufffd")'],
])('a record and a line are named for people: %j', (record, name) => {
  expect(nameOf(record)).toBe(name);
});
