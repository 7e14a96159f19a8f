import { afterAll, describe, expect, test } from 'vitest';
import { code, openLog } from '../fixtures/script.js';
import { members, openBench } from '../fixtures/open.js';
import { steps } from '../fixtures/ran.js';
import { placeWritten } from '../index.js';
import { gateSupport } from '../launch/support.js';

/** What a process does to a log of ten bytes, and where its last write takes effect. */
const cases: Readonly<Record<string, readonly [lines: string, place: number]>> = {
  'at the end, appended': [`os.write(log, b"abc")`, 10],
  'at the end, appended at another place than was asked for': [`os.pwrite(log, b"abc", 2)`, 10],
  'at the beginning': [`os.write(os.open(file, os.O_WRONLY), b"abc")`, 0],
  'behind what was written before': [
    `other = os.open(file, os.O_WRONLY); os.write(other, b"abc"); os.write(other, b"d")`,
    3,
  ],
  'where it was moved to': [`other = os.open(file, os.O_WRONLY); os.lseek(other, 4, 0); os.write(other, b"abc")`, 4],
  'where it was asked for': [`os.pwrite(os.open(file, os.O_WRONLY), b"abc", 2)`, 2],
  'over the last bytes': [`os.pwritev(os.open(file, os.O_WRONLY), [b"a", b"bc"], 7)`, 7],
  'behind the end': [`os.pwrite(os.open(file, os.O_WRONLY), b"abc", 20)`, 20],
};

describe.runIf(gateSupport().able)('a write takes effect', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  test.each(Object.entries(cases))('%s', (_, [lines, place]) => {
    const ran = bench.run([code(`import os\n${openLog}os.write(log, b"0123456789")\n${lines}`)]);
    const write = steps(ran).findLast(({ call }) => call === 'write');
    expect(write && placeWritten(write)).toBe(place);
  });
});
