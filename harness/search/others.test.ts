import { describe, expect, test } from 'vitest';
import { newOthers } from './others.js';
import type { PlannedTask } from './search-plan.js';

const planned = (seed: number): PlannedTask => ({
  index: 0,
  kind: 'drawn',
  condition: { backups: 'ample', faults: [] },
  seed,
  executions: 200,
  doing: 'generated scenarios',
});
const [first, second] = [planned(1), planned(2)];

describe('other ways to break a claim', () => {
  test('are looked for once the first one is known, beginning with the task that has shown it', () => {
    const others = newOthers(['a', 'b']);
    expect(others.wanted()).toEqual([]);
    others.pursue('a', first);
    expect([others.wanted(), others.again()]).toEqual([[], undefined]);
    others.settle('a', 'x', 1);
    expect(others.wanted()).toEqual(['a']);
    expect(others.known()).toEqual({ a: ['x'] });
    expect(others.again()).toEqual({ planned: first, claims: ['a'], isAgain: true });
    expect(others.again()).toBeUndefined();
    expect(others.wanted()).toEqual(['a']);
  });

  test('are looked for together where one task has shown the first ones', () => {
    const others = newOthers(['a', 'b', 'c']);
    for (const claim of ['a', 'b']) others.pursue(claim, first);
    others.pursue('c', second);
    for (const claim of ['a', 'b', 'c']) others.settle(claim, 'x', 1);
    expect([others.again(), others.again(), others.again()]).toEqual([
      { planned: first, claims: ['a', 'b'], isAgain: true },
      { planned: second, claims: ['c'], isAgain: true },
      undefined,
    ]);
  });

  test('are three at most', () => {
    const others = newOthers(['a']);
    for (const [way, ordinal] of [
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ] as const) {
      others.pursue('a', first);
      others.settle('a', way, ordinal);
    }
    expect([others.wanted(), others.again()]).toEqual([[], undefined]);
  });

  test('are given up when they turn out to be known again and again', () => {
    const others = newOthers(['a']);
    others.settle('a', 'x', 1);
    let tries = 0;
    for (; others.wanted().length > 0; tries++) {
      others.pursue('a', first);
      expect(others.wanted()).toEqual([]);
      others.settle('a', `seems to be another ${tries}`);
    }
    expect(tries).toBe(6);
    expect(others.known()['a']).toHaveLength(7);
  });

  test('are of no interest where they were not asked for', () => {
    const others = newOthers([]);
    others.pursue('a', first);
    others.settle('a', 'x', 1);
    expect([others.wanted(), others.known(), others.again()]).toEqual([[], {}, undefined]);
  });
});
