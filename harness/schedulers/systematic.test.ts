import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boundedOutcomes } from './fixtures/bounded.js';
import { everySchedule, outcomeOf } from './fixtures/outcomes.js';
import { runToy, type ToyProcess } from './fixtures/toy.js';
import { toys } from './fixtures/toys.js';
import type { Schedule } from '../schedule/schedule.js';
import { replay } from './replay.js';
import { systematic, type Bounds } from './systematic.js';
import { testProperty } from '../vitest/test-property.js';

/** Executes all schedules within bounds that an exploration does not leave out. */
function explored(toy: readonly ToyProcess[], bounds: Bounds) {
  const exploration = systematic(bounds);
  const outcomes = new Set<string>();
  let executed = 0;
  for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
    const run = runToy(toy, probe.scheduler);
    exploration.learn(run.trace);
    outcomes.add(outcomeOf(run));
    executed += 1;
    expect(runToy(toy, replay(probe.schedule())).steps).toEqual(run.steps);
  }
  return { outcomes, executed, skipped: exploration.skipped() };
}

const update = ['read x', 'write x'];
const far: ToyProcess = [['read a', 'write a', 'read b', 'write b', ...update]];
const near: ToyProcess = [['read c', 'write c', ...update]];

describe('the systematic scheduler', () => {
  test('visits what full enumeration visits, when nothing is bounded', () => {
    for (const toy of [
      [far, near],
      [[update], [update], [update]],
      [[['lock l', ...update, 'unlock l']], [['lock l', ...update, 'unlock l']]],
      [[['lock l', 'lock m']], [['lock m', 'lock l']]],
      [[['write x', 'lock l', 'read y', 'unlock l']], [['lock l', 'write y', 'unlock l', 'read x']]],
    ]) {
      expect(explored(toy, { preemptions: 12, ticks: 0 }).outcomes).toEqual(everySchedule(toy).outcomes);
    }
  });

  testProperty([toys, fc.integer({ min: 0, max: 3 })], { numRuns: 300 })(
    'visits whatever an enumeration within the same bound visits',
    (toy, preemptions) => {
      expect(explored(toy, { preemptions, ticks: 0 }).outcomes).toEqual(boundedOutcomes(toy, preemptions));
    },
  );

  test('leaves out what only swaps steps that commute', () => {
    const independent: ToyProcess[] = [[['read a', 'write a', 'write a']], [['read b', 'write b']]];
    expect(explored(independent, { preemptions: 2, ticks: 0 })).toMatchObject({ executed: 2, outcomes: { size: 1 } });
    const { executed, skipped } = explored([far, near], { preemptions: 1, ticks: 0 });
    expect({ executed, skipped }).toEqual({ executed: 3, skipped: 4 });
  });

  test('has each step that can fail do so once, in each order', () => {
    const exploration = systematic({ preemptions: 1, ticks: 0, faults: ['error'] });
    const schedules: Schedule[] = [];
    for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
      exploration.learn(runToy([[update], [update]], probe.scheduler).trace);
      schedules.push(probe.schedule());
    }
    const withFault = schedules.filter(({ faults }) => faults.length > 0);
    expect(Math.max(...schedules.map(({ faults }) => faults.length))).toBe(1);
    const places = withFault.map(({ faults }) => JSON.stringify(faults));
    expect(new Set(places).size).toBe(4);
    expect(new Set(withFault.map((schedule) => JSON.stringify(schedule))).size).toBe(withFault.length);
    expect(withFault.some(({ preemptions }) => preemptions.length === 1)).toBe(true);
  });

  test('takes the fewest ticks first, and of those the fewest preemptions', () => {
    const exploration = systematic({ preemptions: 1, ticks: 1, periodMs: 5 });
    const sizes: string[] = [];
    for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
      exploration.learn(runToy([[update], [update]], probe.scheduler).trace);
      const { preemptions, faults } = probe.schedule();
      sizes.push(`${faults.length} ${preemptions.length}`);
    }
    expect(sizes).toEqual(sizes.toSorted());
    expect(new Set(sizes)).toEqual(new Set(['0 0', '0 1', '1 0', '1 1']));
  });

  /** By how much the clock moves, and before which step, in all schedules with a tick and without a preemption. */
  const ticksOf = (toy: readonly ToyProcess[]): readonly string[] => {
    const exploration = systematic({ preemptions: 0, ticks: 1, periodMs: 1000, ticksAt: 'writes' });
    const found: string[] = [];
    for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
      exploration.learn(runToy(toy, probe.scheduler).trace);
      for (const fault of probe.schedule().faults)
        if (fault.kind === 'tick') found.push(`${fault.byMs} ${fault.before.path}`);
    }
    return found;
  };

  test('moves the clock by a period, and to the next sleeper', () => {
    expect(ticksOf([[['a', 'b']], [[{ sleepMs: 50 }, 'c']]])).toEqual(['1000 a', '50 a', '1000 c']);
  });

  test('moves the clock where a process begins to wait, too, and not anew at each step of its wait', () => {
    const holder = ['lock l', 'a', 'b', 'unlock l'];
    expect(ticksOf([[holder], [['lock l']]])).toEqual(['1000 l', '1000 a', '1000 l']);
  });

  test('with a delay bound, passing over two processes takes two delays', () => {
    const toy: ToyProcess[] = [[['write x']], [['write x']], [['write x']]];
    const first = (preemptions: number, toNext: boolean): Set<string | undefined> => {
      const exploration = systematic({ preemptions, ticks: 0, toNext });
      const steps = new Set<string | undefined>();
      for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
        const run = runToy(toy, probe.scheduler);
        exploration.learn(run.trace);
        steps.add(run.steps[0]);
      }
      return steps;
    };
    expect(first(1, false)).toEqual(new Set(['p0 write x', 'p1 write x', 'p2 write x']));
    expect(first(1, true)).toEqual(new Set(['p0 write x', 'p1 write x']));
    expect(first(2, true)).toEqual(new Set(['p0 write x', 'p1 write x', 'p2 write x']));
  });

  test('notices a writer that does not do the same twice', () => {
    const exploration = systematic({ preemptions: 2, ticks: 0 });
    const execute = (calls: readonly string[]): void => {
      const probe = exploration.next();
      if (probe !== undefined) exploration.learn(runToy([[calls], [update]], probe.scheduler).trace);
    };
    execute(['write x', 'read x', 'write x']);
    expect(() => execute(['write y', 'read y', 'write y'])).toThrow(
      'not deterministic under control: two executions of the same schedule parted, here p0 write y, there p0 write x.',
    );
  });
});
