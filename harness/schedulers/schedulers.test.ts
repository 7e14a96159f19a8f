import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Tick } from '../schedule/fault.js';
import type { Anchor } from '../schedule/anchor.js';
import type { Preemption, Schedule } from '../schedule/schedule.js';
import { runToy, type ToyCall, type ToyProcess } from './fixtures/toy.js';
import { randomWalk } from './random-walk.js';
import { recording } from './recording.js';
import { replay } from './replay.js';
import type { Scheduler } from './scheduler.js';
import { undisturbed } from './undisturbed.js';
import { testProperty } from '../vitest/test-property.js';

const before = (process: number, path: string, occurrence = 1): Anchor => ({
  process,
  call: 'stat',
  path,
  occurrence,
});
const preemption = (anchor: Anchor, run: number): Preemption => ({ before: anchor, run });
const tick = (anchor: Anchor, byMs: number): Tick => ({ kind: 'tick', before: anchor, byMs });

/** Replays on processes of one thread each. */
function replayed(processes: readonly (readonly ToyCall[])[], schedule: Partial<Schedule>) {
  const scheduler = replay({ preemptions: [], faults: [], ...schedule });
  const run = runToy(
    processes.map((calls) => [calls]),
    scheduler,
  );
  return { ...run, unused: scheduler.unused() };
}

describe('undisturbed', () => {
  test('lets each process go on to its end, lowest number first', () => {
    const { steps, outcome } = runToy([[['a', 'b']], [['c', 'd']], [['e']]], undisturbed);
    expect(steps).toEqual(['p0 a', 'p0 b', 'p1 c', 'p1 d', 'p2 e']);
    expect(outcome).toBe('completed');
  });

  test('goes on with the process that runs when a lower one wakes, and moves the clock only when nobody can go', () => {
    const { steps, elapsedMs } = runToy([[['a', { sleepMs: 5 }, 'b']], [['c', { sleepMs: 5 }, 'd', 'e']]], undisturbed);
    expect(steps).toEqual(['p0 a', 'p1 c', 'p1 d', 'p1 e', 'p0 b']);
    expect(elapsedMs).toBe(5);
  });

  test('takes the first thread of a process first', () => {
    expect(runToy([[['a', 'b'], ['c']]], undisturbed).steps).toEqual(['p0 a', 'p0 b', 'p0.1 c']);
  });
});

describe('replay', () => {
  test('of nothing is the undisturbed order', () => {
    expect(replayed([['a'], ['b']], {})).toMatchObject({ steps: ['p0 a', 'p1 b'], unused: [] });
  });

  test('has another process go on before the anchored step, to its end', () => {
    const { steps, unused } = replayed(
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      { preemptions: [preemption(before(0, 'b'), 1)] },
    );
    expect(steps).toEqual(['p0 a', 'p1 c', 'p1 d', 'p0 b']);
    expect(unused).toEqual([]);
  });

  test('tells the occurrences of a call apart', () => {
    const { steps } = replayed([['a', 'a', 'a'], ['b']], { preemptions: [preemption(before(0, 'a', 3), 1)] });
    expect(steps).toEqual(['p0 a', 'p0 a', 'p1 b', 'p0 a']);
  });

  test('applies entries of one anchor in turn, each time that the process comes to stand there', () => {
    const preemptions = [preemption(before(0, 'a'), 2), preemption(before(0, 'a'), 1)];
    const { steps, unused } = replayed([['a'], ['b'], ['c']], { preemptions });
    expect(steps).toEqual(['p2 c', 'p1 b', 'p0 a']);
    expect(unused).toEqual([]);
  });

  test('has one thread of a process go before another', () => {
    const scheduler = replay({ preemptions: [{ before: before(0, 'a'), run: 0, thread: 1 }], faults: [] });
    expect(runToy([[['a'], ['b']]], scheduler).steps).toEqual(['p0.1 b', 'p0 a']);
  });

  test('moves the clock before the anchored step, and the sleeper that wakes can be let go there', () => {
    const processes: ToyCall[][] = [
      ['a', 'b'],
      [{ sleepMs: 1000 }, 'c'],
    ];
    const { steps, elapsedMs, unused } = replayed(processes, {
      preemptions: [preemption(before(0, 'b'), 1)],
      faults: [tick(before(0, 'b'), 400), tick(before(0, 'b'), 600)],
    });
    expect(steps).toEqual(['p0 a', 'p1 c', 'p0 b']);
    expect(elapsedMs).toBe(1000);
    expect(unused).toEqual([]);
  });

  test('ignores what does not fit, and names it', () => {
    const { steps, unused } = replayed([['a', 'b'], ['c']], {
      preemptions: [preemption(before(0, 'a'), 7), preemption(before(0, 'b', 2), 1), preemption(before(0, 'b'), 1)],
      faults: [tick(before(1, 'never'), 1)],
    });
    expect(steps).toEqual(['p0 a', 'p1 c', 'p0 b']);
    expect(unused).toEqual([
      "Before p0's first stat of a, p7 could not go.",
      "p0's 2nd stat of b never came.",
      "p1's first stat of never never came.",
    ]);
  });

  test('names a process that has ended as one that could not go', () => {
    const preemptions = [preemption(before(1, 'b'), 0)];
    expect(replayed([['a'], ['b']], { preemptions }).unused).toEqual(["Before p1's first stat of b, p0 could not go."]);
  });
});

describe('randomWalk', () => {
  const processes: ToyProcess[] = [[['a', 'b']], [['c', 'd']]];
  const walked = (seed: number): string => runToy(processes, randomWalk(seed)).steps.join(', ');

  testProperty([fc.nat()])('makes the same choices for the same seed', (seed) => {
    expect(walked(seed)).toBe(walked(seed));
  });

  test('reaches every interleaving of two processes of two steps, and nothing else', () => {
    const reached = new Set(Array.from({ length: 200 }, (_, seed) => walked(seed)));
    expect([...reached].toSorted()).toEqual([
      'p0 a, p0 b, p1 c, p1 d',
      'p0 a, p1 c, p0 b, p1 d',
      'p0 a, p1 c, p1 d, p0 b',
      'p1 c, p0 a, p0 b, p1 d',
      'p1 c, p0 a, p1 d, p0 b',
      'p1 c, p1 d, p0 a, p0 b',
    ]);
  });

  test('wakes a sleeper while others could still go, in some walks and not in all', () => {
    const calls: ToyProcess[] = [[['a', 'b']], [[{ sleepMs: 50 }, 'c']]];
    const last = Array.from({ length: 100 }, (_, seed) => runToy(calls, randomWalk(seed)).steps.at(-1));
    expect(new Set(last)).toEqual(new Set(['p0 b', 'p1 c']));
  });

  test('moves the clock by the period of the rotation where nobody sleeps, and not at all without one', () => {
    const elapsed = (periodMs?: number): Set<number> =>
      new Set(Array.from({ length: 100 }, (_, seed) => runToy([[['a']]], randomWalk(seed, periodMs)).elapsedMs));
    expect([...elapsed(1000)].filter((ms) => ms <= 1000)).toEqual(expect.arrayContaining([0, 1000]));
    expect([...elapsed(1000)].every((ms) => ms % 1000 === 0)).toBe(true);
    expect(elapsed()).toEqual(new Set([0]));
  });

  test('reaches a period although somebody sleeps less, and what sleeps before that, too', () => {
    const calls: ToyProcess[] = [[['a']], [[{ sleepMs: 50 }, { sleepMs: 50 }, { sleepMs: 50 }, 'b']]];
    const walks = Array.from({ length: 100 }, (_, seed) => runToy(calls, randomWalk(seed, 1000)).elapsedMs);
    expect(walks.some((ms) => ms >= 1000)).toBe(true);
    expect(walks).toContain(150);
  });
});

describe('recording', () => {
  const calls = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('open app.log', 'write app.log', 'stat app.log.1', 'sync') },
      { weight: 1, arbitrary: fc.record({ sleepMs: fc.integer({ min: 1, max: 2000 }) }) },
    ),
    { maxLength: 6 },
  );
  const processes = fc.array(fc.array(calls, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });

  testProperty([processes, fc.nat()])(
    'writes down a schedule whose replay makes the same choices again',
    (toys, seed) => {
      const walk = recording(randomWalk(seed, 1000));
      const walked = runToy(toys, walk);
      const again = replay(walk.recorded());
      expect(runToy(toys, again)).toEqual(walked);
      expect(again.unused()).toEqual([]);
    },
  );

  test('of the undisturbed order is the empty schedule', () => {
    const recorder = recording(undisturbed);
    runToy([[['a', 'b']], [['c']]], recorder);
    expect(recorder.recorded()).toEqual({ preemptions: [], faults: [] });
  });

  test('holds no more than what differs from the undisturbed order', () => {
    const whenever = ({ ready, usual }: Parameters<Scheduler['choose']>[0]) =>
      ready.find(({ path }) => path === 'c') ?? usual;
    const recorder = recording({ choose: (decision) => ({ kind: 'step', step: whenever(decision) }) });
    runToy([[['a', 'b']], [['c', 'd']]], recorder);
    expect(recorder.recorded()).toEqual({
      preemptions: [preemption(before(0, 'a'), 1)],
      faults: [],
    });
  });
});
