import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxSeed } from '../schedule/seed.js';
import { counting } from './counting.js';
import { bySeed, everySchedule, outcomesOf } from './fixtures/outcomes.js';
import { spreadOf } from './fixtures/spread.js';
import { runToy, type ToyProcess } from './fixtures/toy.js';
import { toys } from './fixtures/toys.js';
import { contentionOf } from './contention.js';
import { randomWalk } from './random-walk.js';
import { recording } from './recording.js';
import { replay } from './replay.js';
import { drawStrategy, schedulerOf, type Learnt, type Strategy } from './strategy.js';
import { undisturbed } from './undisturbed.js';
import { testProperty } from '../vitest/test-property.js';

const known: Learnt = { processes: 3, steps: 12, contention: { shared: ['x'], remaining: { 0: 2, 1: 2, 2: 2 } } };
const kinds = ['random-walk', 'pct', 'pos', 'surw'] as const;

/** What is known of a toy from its undisturbed order and some drawn ones. */
function knownOf(toy: readonly ToyProcess[]): Learnt {
  const counts = bySeed(20, randomWalk).map((walk) => {
    const counter = counting(walk);
    runToy(toy, counter);
    return counter.contended();
  });
  return {
    processes: toy.length,
    steps: Math.max(...counts),
    contention: contentionOf(runToy(toy, undisturbed).trace),
  };
}

/** The first strategy of a kind that is drawn from a seed or those that follow it. */
function strategyOf(kind: Strategy['kind'], seed: number, about: Learnt): Strategy {
  for (let next = seed; ; next++) {
    const strategy = drawStrategy(next, about);
    if (strategy.kind === kind) return strategy;
  }
}

const seed = fc.integer({ min: 0, max: maxSeed - 1000 });

describe.each(kinds)('%s', (kind) => {
  testProperty([toys, seed])('orders the same for the same seed, and through JSON', (toy, from) => {
    const strategy = strategyOf(kind, from, knownOf(toy));
    const again: typeof strategy = JSON.parse(JSON.stringify(strategy));
    const period = { periodMs: 1000 };
    expect(runToy(toy, schedulerOf(again, period))).toEqual(runToy(toy, schedulerOf(strategy, period)));
  });

  testProperty([toys, seed])('gives a schedule whose replay takes the same steps', (toy, from) => {
    const recorder = recording(schedulerOf(strategyOf(kind, from, knownOf(toy)), { periodMs: 1000 }));
    const drawn = runToy(toy, recorder);
    const again = replay(recorder.recorded());
    expect(runToy(toy, again)).toEqual(drawn);
    expect(again.unused()).toEqual([]);
  });

  test('moves the clock in some executions, and never without ticks', () => {
    const elapsed = (ticks: boolean): Set<number> =>
      new Set(
        Array.from({ length: 100 }, (_, from) => {
          const strategy: Strategy = { ...strategyOf(kind, from, known), ticks };
          return runToy([[['a', 'b']], [['c']]], schedulerOf(strategy, { periodMs: 1000 })).elapsedMs;
        }),
      );
    expect([...elapsed(true)]).toEqual(expect.arrayContaining([0, 1000]));
    expect(elapsed(false)).toEqual(new Set([0]));
  });
});

describe('a drawn strategy', () => {
  const drawn = Array.from({ length: 10_000 }, (_, from) => drawStrategy(from, known));
  const shareOf = (matches: (strategy: Strategy) => boolean): number => drawn.filter(matches).length / drawn.length;

  test('is POS, SURW, PCT or a random walk at 3 to 3 to 2 to 2', () => {
    for (const kind of kinds) {
      const probability = kind === 'pos' || kind === 'surw' ? 0.3 : 0.2;
      const share = shareOf((strategy) => strategy.kind === kind);
      expect(Math.abs(share - probability)).toBeLessThan(spreadOf(probability, drawn.length));
    }
  });

  test('leaves the clock alone once in four', () => {
    const share = shareOf(({ ticks }) => ticks === false);
    expect(Math.abs(share - 1 / 4)).toBeLessThan(spreadOf(1 / 4, drawn.length));
  });

  test('looks for bugs of depth 2 among two processes and of depth 3 among more', () => {
    expect(strategyOf('pct', 0, known)).toMatchObject({ depth: 3, steps: 12 });
    expect(strategyOf('pct', 0, { ...known, processes: 2 })).toMatchObject({ depth: 2, steps: 12 });
  });

  test('has a seed of its own', () => {
    expect(new Set(drawn.map((strategy) => strategy.seed)).size).toBeGreaterThan(9990);
  });

  test.each<{ title: string; toy: readonly ToyProcess[] }>([
    { title: 'updates', toy: [[['read x', 'write x']], [['read x', 'write x']], [['write x']]] },
    { title: 'locks', toy: [[['lock l', 'write x', 'lock m']], [['lock m', 'read x', 'lock l']]] },
  ])('reaches everything that can come of $title, from some seed', ({ toy }) => {
    const about = knownOf(toy);
    const outcomes = outcomesOf(
      toy,
      bySeed(1000, (from) => schedulerOf(drawStrategy(from, about), {})),
    );
    expect(new Set(outcomes.keys())).toEqual(everySchedule(toy).outcomes);
  });
});
