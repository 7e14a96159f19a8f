import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('randomness', () => {
  it('is the same in every execution, and another in each process', () => {
    const bench = openBench({ members: [members.script, members.script], seed: 3 });
    const body = 'import os\nprint(os.urandom(8).hex(), open("/dev/urandom", "rb").read(4).hex())';
    const [first, second] = [1, 2].map(() =>
      bench.run([code(body), code(body)]).events.map((event) => ('text' in event ? event.text : '')),
    );
    bench.close();
    expect(first).toEqual(second);
    expect(first?.[0]).not.toBe(first?.[1]);
  });
});
