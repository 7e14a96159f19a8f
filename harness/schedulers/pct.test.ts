import { describe, expect, test } from 'vitest';
import { counting } from './counting.js';
import { bySeed, outcomesOf } from './fixtures/outcomes.js';
import { spreadOf } from './fixtures/spread.js';
import { runToy, type ToyProcess } from './fixtures/toy.js';
import { pct, pctBound } from './pct.js';
import { randomWalk } from './random-walk.js';

const seeds = 2000;

/** The most decisions of the toy at which two processes can go, in many of its orders. */
function stepsOf(toy: readonly ToyProcess[]): number {
  const counts = Array.from({ length: 200 }, (_, seed) => {
    const counter = counting(randomWalk(seed));
    runToy(toy, counter);
    return counter.contended();
  });
  return Math.max(...counts);
}

function shareOf(failure: RegExp, toy: readonly ToyProcess[], depth: number): number {
  const steps = stepsOf(toy);
  const outcomes = outcomesOf(
    toy,
    bySeed(seeds, (seed) => pct({ seed, depth, steps })),
  );
  const failing = [...outcomes].filter(([outcome]) => failure.test(outcome));
  return failing.reduce((sum, [, count]) => sum + count, 0) / seeds;
}

interface Bug {
  readonly title: string;
  readonly toy: readonly ToyProcess[];
  readonly failure: RegExp;
  readonly depth: number;
}

const bugs: readonly Bug[] = [
  { title: 'a step before another', toy: [[['write x']], [['sync', 'read x']]], failure: /p1 read x: 0/, depth: 1 },
  {
    title: 'a step between two others',
    toy: [[['sync', 'sync', 'sync', 'write x', 'read x']], [['sync', 'write x']]],
    failure: /p0 read x: 2002/,
    depth: 2,
  },
  {
    title: 'a step between two others, beside a third process',
    toy: [[['sync', 'sync', 'write x', 'read x']], [['sync', 'write x']], [['write y', 'sync', 'sync', 'sync']]],
    failure: /p0 read x: 2002/,
    depth: 2,
  },
  {
    title: 'two processes that take turns',
    toy: [[['sync', 'write x', 'read x']], [['write x', 'write x']]],
    failure: /p0 read x: 2001; x holds 2002/,
    depth: 3,
  },
];

describe('pct', () => {
  test.each(bugs)('meets a bug of depth $depth as often as it promises: $title', ({ toy, failure, depth }) => {
    const probability = pctBound({ processes: toy.length, steps: stepsOf(toy), depth });
    // The promise is exact for some of them.
    expect(shareOf(failure, toy, depth)).toBeGreaterThanOrEqual(probability - spreadOf(probability, seeds));
  });

  test.each(bugs.filter(({ depth }) => depth > 1))('never meets it with less depth: $title', (bug) => {
    expect(shareOf(bug.failure, bug.toy, bug.depth - 1)).toBe(0);
  });

  test('can have a process drop after another that it must still go before', () => {
    const toy = [[['write x', 'read z']], [['read x', 'write w', 'read y', 'write z']], [['read w', 'write y']]];
    const failure = /p0 read z: 2004; p1 read x: 1001; p1 read y: 3002; p2 read w: 2002/;
    expect(shareOf(failure, toy, 3)).toBeGreaterThan(0);
  });

  test('of depth 1 has each process go on to its end, in any order', () => {
    const orders = bySeed(200, (seed) => pct({ seed, depth: 1, steps: 4 })).map((scheduler) =>
      runToy([[['a', 'a']], [['b', 'b']], [['c', 'c']]], scheduler)
        .steps.map((step) => step.at(-1))
        .join(''),
    );
    expect(new Set(orders)).toEqual(new Set(['aabbcc', 'aaccbb', 'bbaacc', 'bbccaa', 'ccaabb', 'ccbbaa']));
  });

  test('counts only where two processes can go', () => {
    const toy: readonly ToyProcess[] = [[['a', 'a', { sleepMs: 1 }, 'a', 'a']], [[{ sleepMs: 1 }, 'b']]];
    expect(stepsOf(toy)).toBe(2);
  });
});

describe('pctBound', () => {
  test.each([
    { processes: 3, steps: 36, depth: 2, probability: 1 / 108, runsFor95Percent: 323 },
    { processes: 3, steps: 36, depth: 3, probability: 1 / 3888, runsFor95Percent: 11_646 },
    { processes: 1, steps: 0, depth: 2, probability: 1, runsFor95Percent: 1 },
  ])(
    'of $processes processes, $steps steps, depth $depth is $probability',
    ({ probability, runsFor95Percent, ...of }) => {
      expect(pctBound(of)).toBe(probability);
      const within = (runs: number): number => 1 - (1 - pctBound(of)) ** runs;
      expect(within(runsFor95Percent)).toBeGreaterThanOrEqual(0.95);
      expect(within(runsFor95Percent - 1)).toBeLessThan(0.95);
    },
  );
});
