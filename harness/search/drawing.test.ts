import { describe, expect, test } from 'vitest';
import { runToy, type ToyProcess } from '../schedulers/fixtures/toy.js';
import type { Scenario } from '../scenario/scenario.js';
import { findWriter } from '../writers/find-writer.js';
import { conditionsOfAll } from './condition.js';
import { drawnScenarios, schedulersFor } from './drawing.js';

const alone: Scenario = { processes: 1, records: 1, recordBytes: [50], rotation: { kind: 'none' } };
const byTime: Scenario = { ...alone, rotation: { kind: 'time', periodMs: 1000, backups: 1 } };
const oneThread: ToyProcess = [['write x', 'write x']];
const twoThreads: ToyProcess = [['write x'], ['write x']];

/** How many of five schedules are executed. */
function executed(scenario: Scenario, toy: readonly ToyProcess[]): number {
  let times = 0;
  for (const { scheduler } of schedulersFor(scenario, 1, [])) {
    runToy(toy, scheduler);
    times += 1;
    if (times === 5) break;
  }
  return times;
}

describe('schedules that are drawn', () => {
  test('are one where one process can only do one thing after the other', () => {
    expect(executed(alone, [oneThread])).toBe(1);
  });

  test('are several where its threads, other processes or the clock may go first', () => {
    expect(executed(alone, [twoThreads])).toBe(5);
    expect(executed(byTime, [oneThread])).toBe(5);
    expect(executed({ ...alone, processes: 2 }, [oneThread, oneThread])).toBe(5);
  });
});

test('every other scenario that is drawn rotates after few records, and no two that follow each other are alike', async () => {
  const writer = await findWriter('size');
  const [condition] = conditionsOfAll([{ needs: {}, faults: [] }]);
  if (condition === undefined) throw new Error('There is no condition.');
  const drawn = drawnScenarios(writer, { condition, seed: 1 });
  const perFile = drawn.map(({ rotation, recordBytes }) =>
    rotation.kind === 'size' ? rotation.maxBytes / (Math.max(...recordBytes) + 1) : 0,
  );
  const often = perFile.filter((_, index) => index % 2 === 0);
  expect(Math.max(...often)).toBeLessThanOrEqual(3);
  expect(Math.max(...perFile)).toBeGreaterThan(10);
  const others = drawn.map((each) => JSON.stringify({ ...each, rotation: undefined }));
  expect(others.filter((each, index) => each === others[index ^ 1])).toEqual([]);
});
