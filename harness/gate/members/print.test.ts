import { afterAll, describe, expect, it } from 'vitest';
import { members, openBench } from '../fixtures/open.js';
import { printed } from '../fixtures/ran.js';
import { code } from '../fixtures/script.js';
import { gateSupport } from '../launch/support.js';

describe.runIf(gateSupport().able)('a member', () => {
  const bench = openBench({ members: [members.script] });
  afterAll(() => bench.close());

  it('that prints 100 MB is heard to the end, and the first MiB is kept', () => {
    const ran = bench.run([code('for _ in range(100): print("x" * 1048575)')]);
    expect(ran.outcome).toBe('completed');
    expect(printed(ran).length).toBe(1 << 20);
    expect(ran.events.some((event) => event.kind === 'printed' && event.cut)).toBe(true);
  });
});
