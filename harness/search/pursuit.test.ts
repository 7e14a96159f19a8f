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
const asSmall: readonly TaskResult[] = [
  { kind: 'shrunk', failing: sizeLosesARecord, isSmallest: true, distinction: 'a', executions: 36 },
  { kind: 'confirmed', counterexample: { ...sizeLosesARecord, notShrunkToTheEnd: true }, executions: 4 },
  { kind: 'explained', anyOther: ['backups'], executions: 20 },
];
const asHalf: readonly TaskResult[] = [
  { kind: 'shrunk', failing: halfway, isSmallest: false, distinction: 'a', executions: 46 },
  { kind: 'confirmed', counterexample: halfway, executions: 4 },
];
const unbounded: Bounds = { more: Infinity, shrinkMs: Infinity, endMs: Infinity };

interface Pursued {
  readonly bounds?: Bounds;
  readonly isLooking?: boolean;
  readonly other?: SearchThread;
}

/** A thread that gives these answers. */
function answering(answers: readonly TaskResult[]): { thread: SearchThread; asked: Task[] } {
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
  return { thread, asked };
}

/** Pursues one failure to its end, by a thread that gives these answers, and another one that has nothing else to do. */
async function pursued(answers: readonly TaskResult[], { bounds = unbounded, isLooking = false, other }: Pursued = {}) {
  const writer = writerNamed('size');
  if (writer === undefined) throw new Error('There is no writer size.');
  const tracker = newClaimTracker({ writer, claims: [noRecordLost] });
  const found: Found[] = [];
  const onFound = (each: Found): void => void found.push(each);
  const pursuit = newPursuit({ writer, seed: 1, budget: { executions: 100 }, bounds, onFound }, tracker);
  const { thread, asked } = answering(answers);
  if (other !== undefined) pursuit.help(other);
  pursuit.add([failing]);
  while (await pursuit.pursueNext(thread, isLooking));
  return { asked, found, tracker, pursuit, thread };
}

const essence = ({ counterexample, isFinal }: Found) => [counterexample.scenario.processes, isFinal];

describe('what is found', () => {
  test('is told as it is once it is confirmed, and again when it is as small as it can be', async () => {
    const { asked, found, tracker } = await pursued([asFound, ...asSmall]);
    expect(asked.map(({ kind }) => kind)).toEqual(['confirm', 'shrink', 'confirm', 'explain']);
    expect(found.map(essence)).toEqual([
      [8, false],
      [2, true],
    ]);
    expect(tracker.counterexample(claim)).toEqual({ ...sizeLosesARecord, anyOther: ['backups'] });
  });

  test('is seen again by a thread that has nothing else to do, while it is explained', async () => {
    const [shrunk, seen, explained] = asSmall;
    const other = answering(asSmall.slice(1, 2));
    const { asked, tracker } = await pursued([asFound, ...[shrunk, explained].flatMap((each) => each ?? [])], {
      other: other.thread,
    });
    expect(asked.map(({ kind }) => kind)).toEqual(['confirm', 'shrink', 'explain']);
    expect(other.asked).toMatchObject([{ kind: 'confirm', stacks: true }]);
    expect(tracker.counterexample(claim)).toMatchObject({ anyOther: ['backups'] });
    // Where the other one has ended, this one does it all.
    const alone = await pursued([asFound, ...[shrunk, explained, seen].flatMap((each) => each ?? [])], {
      other: answering([]).thread,
    });
    expect(alone.asked.map(({ kind }) => kind)).toEqual(['confirm', 'shrink', 'explain', 'confirm']);
    expect(alone.tracker.counterexample(claim)).toMatchObject({ anyOther: ['backups'] });
  });

  test('is made smaller in what is left when its share was not enough', async () => {
    const { asked, found } = await pursued([asFound, ...asHalf, ...asSmall]);
    expect(found.map(essence)).toEqual([
      [8, false],
      [4, false],
      [2, true],
    ]);
    expect(asked.findLast(({ kind }) => kind === 'shrink')).toMatchObject({ failing: { scenario: { processes: 4 } } });
  });

  test('waits for what is left while other failures are looked for', async () => {
    const { found, pursuit, thread } = await pursued([asFound, ...asHalf, ...asSmall], { isLooking: true });
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
    const { asked, found } = await pursued([asFound, ...asHalf, ...asHalf, ...asHalf, ...asHalf], { bounds });
    const limits = asked.flatMap((task) => (task.kind === 'shrink' ? [task.limits?.executions ?? Infinity] : []));
    // Of 120 in all, it gets half beside what is still looked for, and then what that leaves over.
    expect(limits).toEqual([56, 66, 16]);
    expect(found.map(essence).at(-1)).toEqual([4, true]);
  });
});
