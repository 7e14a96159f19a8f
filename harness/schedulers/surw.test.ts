import { describe, expect, test } from 'vitest';
import { bySeed } from './fixtures/outcomes.js';
import { spreadOf } from './fixtures/spread.js';
import { runToy, type ToyProcess } from './fixtures/toy.js';
import { contentionOf } from './contention.js';
import { uniformWalk } from './random-walk.js';
import type { Scheduler } from './scheduler.js';
import { surw } from './surw.js';
import { undisturbed } from './undisturbed.js';

const seeds = 3000;

/** How often each order of the steps on x came up, as the processes that took them. */
function ordersOf(toy: readonly ToyProcess[], scheduler: (seed: number) => Scheduler): readonly number[] {
  const counts = new Map<string, number>();
  for (const each of bySeed(seeds, scheduler)) {
    const shared = runToy(toy, each).trace.filter(({ path }) => path === 'x');
    const order = shared.map(({ process }) => process).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  return [...counts.values()].map((count) => count / seeds);
}

function bySurw(toy: readonly ToyProcess[]): (seed: number) => Scheduler {
  const contention = contentionOf(runToy(toy, undisturbed).trace);
  return (seed) => surw({ seed, ...contention });
}

const write = 'write x';

describe.each([
  { title: 'one step and four', orders: 5, toy: [[[write]], [[write, write, write, write]]] },
  {
    title: 'one step after many of its own, and four',
    orders: 5,
    toy: [[['a', 'b', 'write own', 'c', 'd', write]], [[write, write, write, write]]],
  },
  {
    title: 'one, two and three steps with others between',
    orders: 60,
    toy: [[['a', 'a', write]], [[write, 'b', write, 'b']], [[write, write, 'c', 'c', 'c', write]]],
  },
])('surw on $title', ({ toy, orders }) => {
  test('takes every order of the shared steps equally often', () => {
    const shares = ordersOf(toy, bySurw(toy));
    expect(shares).toHaveLength(orders);
    for (const share of shares) expect(Math.abs(share - 1 / orders)).toBeLessThan(spreadOf(1 / orders, seeds));
  });

  test('a random walk takes some of them more than twice as often as others', () => {
    const shares = ordersOf(toy, (seed) => uniformWalk({ seed }));
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(2);
  });
});

describe('surw with a wrong contention', () => {
  const toy = [[[write, 'a']], [[write, 'b']]];

  test('still takes every order', () => {
    for (const remaining of [{}, { 0: 0, 1: 0 }, { 0: 9, 1: 1 }]) {
      expect(ordersOf(toy, (seed) => surw({ seed, shared: ['x'], remaining }))).toHaveLength(2);
    }
  });

  test('is a random walk where it knows of no shared paths', () => {
    const shares = ordersOf(toy, (seed) => surw({ seed, shared: [], remaining: {} }));
    for (const share of shares) expect(share).toBeCloseTo(1 / 2, 1);
  });
});
