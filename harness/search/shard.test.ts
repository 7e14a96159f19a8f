import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariantNamed } from '../claims/index.js';
import { gateSupport } from '../gate/index.js';
import { writerNamed } from '../writers/index.js';
import { lanesFor, laneOfTask } from './lanes.js';
import { mergeVerdicts } from './merge-verdicts.js';
import { search } from './search.js';
import { searchPlan } from './search-plan.js';
import type { TaskRecord } from './task-record.js';
import { openSearchThreads, type SearchThread } from './threads.js';

const claim = 'no-line-torn';
const budget = { executions: 200 };

describe('the lanes of a search', () => {
  const plan = () =>
    searchPlan({ rotations: ['size'], claims: [invariantNamed(claim) ?? { needs: {}, faults: [] }], seed: 1 });

  it.each([1, 2, 3, 4, 7, 300])('are the same for %i machines as for one', (count) => {
    const lanesOf = (index: number, of: number) =>
      lanesFor(plan, 100_000, { index, count: of }).map(({ number, left }) => ({ number, left }));
    const all = Array.from({ length: count }, (_, index) => lanesOf(index + 1, count)).flat();
    expect(all.toSorted((one, other) => one.number - other.number)).toEqual(lanesOf(1, 1));
    expect(all.reduce((sum, { left }) => sum + left, 0)).toBe(100_000);
  });

  it('have each task once', () => {
    const lanes = Array.from({ length: 60 }, (_, index) => laneOfTask(index, 6));
    for (let lane = 0; lane < 6; lane++) expect(lanes.filter((each) => each === lane)).toHaveLength(10);
    expect(lanesFor(plan, 250)).toHaveLength(1);
  });

  it('are as many as machines where there is but a time', () => {
    expect(lanesFor(plan, undefined, { index: 2, count: 5 })).toMatchObject([{ number: 1, of: 5, left: Infinity }]);
  });
});

describe.runIf(gateSupport().able)('a search that is divided', () => {
  let threads: readonly SearchThread[] = [];
  beforeAll(async () => {
    threads = await openSearchThreads(2);
  });
  afterAll(() => Promise.all(threads.map(({ close }) => close())));

  async function partOf(index: number, count: number) {
    const writer = writerNamed('sound');
    if (writer === undefined) throw new Error('There is no writer sound.');
    const tasks: TaskRecord[] = [];
    const onTask = (record: TaskRecord): void => void tasks.push(record);
    const request = { writer, claims: [claim], seed: 1, budget, concurrency: 'together' } as const;
    const { claims } = await search({ ...request, threads, shard: { index, count }, onTask });
    return { writer, tasks, claims };
  }

  it('executes the same in all, however many parts there are, and says the same', async () => {
    const said = [];
    for (const count of [1, 2]) {
      const parts = [];
      for (let index = 1; index <= count; index++) parts.push(await partOf(index, count));
      const tasks = parts.flatMap((part) => part.tasks).toSorted((one, other) => one.index - other.index);
      const [first] = parts;
      if (first === undefined) throw new Error('There is no part.');
      const terms = [invariantNamed(claim)].flatMap((each) => each ?? []);
      const found = parts.map((part) => ({ tasks: part.tasks, claims: [] }));
      said.push({
        tasks,
        verdicts: mergeVerdicts({ writer: first.writer, claims: terms, concurrency: 'together' }, found),
      });
      expect(parts.flatMap((part) => part.claims).every(({ verdict }) => verdict === 'held')).toBe(true);
    }
    const [one, ...others] = said;
    expect(one?.verdicts).toMatchObject([{ verdict: 'held', explored: { executions: budget.executions } }]);
    for (const other of others) expect(other).toEqual(one);
  });
});
