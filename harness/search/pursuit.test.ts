import { describe, expect, test } from 'vitest';
import type { Counterexample } from '../counterexample/counterexample.js';
import { writerNamed } from '../writers/index.js';
import { noRecordLost } from '../claims/index.js';
import { newClaimTracker } from './claim-tracker.js';
import { sizeLosesARecord } from './hand-built.js';
import { newPursuit } from './pursuit.js';
import type { Found } from './request.js';
import type { Assignment, Failing, Task, TaskResult } from './task.js';
import type { SearchThread } from './threads.js';
import type { Bounds } from './verdict.js';

const { claim, scenario, schedule } = sizeLosesARecord;
const large = { ...scenario, processes: 8 };
const failing: Failing = { claim, scenario: large, schedule, number: 3 };
const confirmed: Counterexample = { ...sizeLosesARecord, scenario: large, notShrunkToTheEnd: true };
const halfway: Counterexample = { ...confirmed, scenario: { ...scenario, processes: 4 } };
const asFound: TaskResult = { kind: 'confirmed', counterexample: confirmed, executions: 4 };
const asSmall: TaskResult = { kind: 'shrunk', counterexample: sizeLosesARecord, distinction: 'a', executions: 60 };
const asHalf: TaskResult = { kind: 'shrunk', counterexample: halfway, distinction: 'a', executions: 50 };
const unbounded: Bounds = { more: Infinity, shrinkMs: Infinity, endMs: Infinity };

/** Pursues one failure to its end, by a thread that gives these answers. */
async function pursued(answers: readonly TaskResult[], { bounds = unbounded, isLooking = false } = {}) {
  const writer = writerNamed('size');
  if (writer === undefined) throw new Error('There is no writer size.');
  const tracker = newClaimTracker({ writer, claims: [noRecordLost] });
  const found: Found[] = [];
  const onFound = (each: Found): void => void found.push(each);
  const pursuit = newPursuit({ writer, seed: 1, budget: { executions: 100 }, bounds, onFound }, tracker);
  const asked: Task[] = [];
  const left = [...answers];
  const thread: SearchThread = {
    ask({ task }: Assignment) {
      asked.push(task);
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Error('It has ended.')) : Promise.resolve(answer);
    },
    close: () => Promise.resolve(),
  };
  pursuit.add([failing]);
  while (await pursuit.pursueNext(thread, isLooking));
  return { asked, found, tracker, pursuit, thread };
}

const essence = ({ counterexample, isFinal }: Found) => [counterexample.scenario.processes, isFinal];

describe('what is found', () => {
  test('is told as it is once it is confirmed, and again when it is as small as it can be', async () => {
    const { asked, found, tracker } = await pursued([asFound, asSmall]);
    expect(asked.map(({ kind }) => kind)).toEqual(['confirm', 'shrink']);
    expect(found.map(essence)).toEqual([
      [8, false],
      [2, true],
    ]);
    expect(tracker.counterexample(claim)).toBe(sizeLosesARecord);
  });

  test('is made smaller in what is left when its share was not enough', async () => {
    const { asked, found } = await pursued([asFound, asHalf, asSmall]);
    expect(found.map(essence)).toEqual([
      [8, false],
      [4, false],
      [2, true],
    ]);
    expect(asked.at(-1)).toMatchObject({ kind: 'shrink', failing: { scenario: { processes: 4 } } });
  });

  test('waits for what is left while other failures are looked for', async () => {
    const { found, pursuit, thread } = await pursued([asFound, asHalf, asSmall], { isLooking: true });
    expect(found).toHaveLength(2);
    expect(pursuit.isWaiting()).toBe(true);
    expect(await pursuit.pursueNext(thread, false)).toBe(true);
    expect(found.map(essence).at(-1)).toEqual([2, true]);
  });

  test.each([
    ['there is no time for more', { kind: 'late', reason: 'it was going on' }],
    ['a smaller one does not come again', { kind: 'doubtful', reason: 'It is not deterministic.' }],
  ] satisfies [string, TaskResult][])('stays as it is where %s', async (_, answer) => {
    const { found, tracker } = await pursued([asFound, answer]);
    expect(found.map(essence)).toEqual([
      [8, false],
      [8, true],
    ]);
    expect(tracker.counterexample(claim)).toBe(confirmed);
  });

  test('stays as it is where the thread that makes it smaller ends', async () => {
    const { found } = await pursued([asFound]);
    expect(found.map(essence)).toEqual([
      [8, false],
      [8, true],
    ]);
  });

  test('is none where it does not come again, or where there is no time to see that', async () => {
    const { found, tracker } = await pursued([{ kind: 'doubtful', reason: 'It is not deterministic.' }]);
    expect(found).toEqual([]);
    expect(tracker.verdicts()).toMatchObject([{ verdict: 'unknown', reason: 'It is not deterministic.' }]);
    const late = await pursued([], { bounds: { ...unbounded, endMs: 0 } });
    expect(late.asked).toEqual([]);
    expect(late.found).toEqual([]);
  });

  test('costs no more executions than there are', async () => {
    const bounds = { ...unbounded, more: 20 };
    const { asked, found } = await pursued([asFound, asHalf, asHalf, asHalf, asHalf], { bounds });
    const limits = asked.flatMap((task) => (task.kind === 'shrink' ? [task.limits?.executions ?? Infinity] : []));
    // Of 120 in all, it gets half beside what is still looked for, and then what that leaves over.
    expect(limits).toEqual([56, 66, 16]);
    expect(found.map(essence).at(-1)).toEqual([4, true]);
  });
});
