import { afterAll, describe, expect, it } from 'vitest';
import { randomly } from './fixtures/choose.js';
import { members, openBench, type Bench } from './fixtures/open.js';
import { gateSupport } from './launch/support.js';

const records = (process: number): object => ({
  records: ['a', 'b', 'c'].map((letter) => `${process}${letter}xxxxxxx`),
});

describe.runIf(gateSupport().able).each([
  ['Node, synchronous', members.nodeSync],
  ['Node, through its pool', members.nodeAsync],
  ['Python', members.python],
  ['the shell, with children', members.shell],
] as const)('one schedule, in %s', (_, member) => {
  const open = (): Bench => openBench({ members: [member, member] });
  const warm = open();
  afterAll(() => warm.close());

  it('gives the same execution each time, and different ones for different schedules', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 8; seed++) {
      const first = warm.run([records(0), records(1)], randomly(seed));
      expect(first.outcome).toBe('completed');
      expect(warm.run([records(0), records(1)], randomly(seed))).toEqual(first);
      seen.add(JSON.stringify(first.events));
    }
    expect(seen.size).toBeGreaterThan(5);
  }, 60_000);

  it('gives the same execution in fresh processes', () => {
    const fresh = open();
    const first = fresh.run([records(0), records(1)], randomly(7));
    fresh.close();
    expect(warm.run([records(0), records(1)], randomly(7))).toEqual(first);
  });
});
