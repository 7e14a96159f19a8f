import { describe, expect, test } from 'vitest';
import { handBuilt } from '../claims/hand-built.js';
import { runToy, type ToyProcess } from '../schedulers/fixtures/toy.js';
import type { Scenario } from '../scenario/scenario.js';
import { exploreAll, firstInOrderOf, type Draws, type Exploring } from './explore.js';
import { newTarget } from './target.js';

const small: Scenario = { processes: 2, records: 1, recordBytes: [50], rotation: { kind: 'none' } };
const generated: Scenario = { ...small, processes: 3 };
const draws: Draws = { seed: 1, faults: [], each: 5, scenarios: [generated, generated, generated] };

/** Explores toys instead of writers, and tells which executions were in order. */
function explored(calls: number, executions: number, given?: () => Draws) {
  const inOrder: boolean[] = [];
  const toy: readonly ToyProcess[] = [1, 2].map(() => [Array.from({ length: calls }, () => 'write x')]);
  const runner: Exploring['runner'] = {
    isTooLong: () => false,
    run(scenario, scheduler) {
      inOrder.push(scenario === small);
      return handBuilt({ files: {}, scenario, events: runToy(toy, scheduler).trace });
    },
  };
  const target = newTarget({ claims: ['no-record-lost'], executions, untilMs: Infinity }, () => []);
  const searched = exploreAll({ runner, target }, { scenario: small, bounds: { preemptions: 2, ticks: 0 } }, given);
  return { searched, inOrder };
}

const firstInOrder = firstInOrderOf({});

describe('schedules in order', () => {
  test('are alone where there are few, and nothing is generated then', () => {
    const { searched, inOrder } = explored(2, 1000, () => {
      throw new Error('Scenarios were generated.');
    });
    expect(inOrder.every(Boolean)).toBe(true);
    expect(searched).toMatchObject({ exhausted: true, drawn: { executed: 0 } });
  });

  test('leave every other execution to drawn ones, once they have had a fair number', () => {
    const { searched, inOrder } = explored(24, firstInOrder + 20, () => draws);
    expect(inOrder.slice(0, firstInOrder + 1).every(Boolean)).toBe(true);
    expect(inOrder.slice(firstInOrder + 1)).toEqual(Array.from({ length: 19 }, (_, index) => index % 2 === 1));
    expect(searched).toMatchObject({ executions: firstInOrder + 20, drawn: { executed: 10, mostProcesses: 3 } });
  });

  test('go on where no more is drawn, as all of them do where nothing is', () => {
    const few = explored(24, 400, () => draws);
    expect(few.searched.drawn.executed).toBe(15);
    expect(few.inOrder.filter((each) => !each)).toHaveLength(15);
    expect(explored(24, 400).searched.drawn.executed).toBe(0);
  });
});
