import { describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

const atStart = `
import ctypes, struct
words = [word for word, in struct.iter_unpack('Q', open('/proc/self/auxv', 'rb').read())]
print(ctypes.string_at(dict(zip(words[::2], words[1::2]))[25], 16).hex())`;

function given(seed: number): string {
  const bench = openBench({ members: [members.script], seed });
  const ran = bench.run([code(atStart)]);
  bench.close();
  return printed(ran);
}

describe.runIf(gateSupport().able)('the random bytes that a program finds at its start', () => {
  it('come from the seed', () => {
    const first = given(1);
    expect(first).toMatch(/^[0-9a-f]{32}\n/);
    expect(given(1)).toBe(first);
    expect(given(2)).not.toBe(first);
  });
});
