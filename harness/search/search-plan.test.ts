import { describe, expect, test } from 'vitest';
import { claimsWithoutFaults as claims, invariantNamed, type Claim } from '../claims/index.js';
import type { Rotation } from '../scenario/rotation.js';
import { isWithin } from '../scenario/sizes.js';
import { writerNamed } from '../writers/index.js';
import { isJudgedUnder } from './condition.js';
import { searchPlan, type PlannedTask } from './search-plan.js';

function first(count: number, name: string, wanted: readonly Claim[] = claims, seed = 1): PlannedTask[] {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const plans = searchPlan({ rotations: writer.rotations, claims: wanted.map(termsOf), seed });
  return Array.from({ length: count }, () => plans.next().value);
}

function termsOf(claim: Claim) {
  const invariant = invariantNamed(claim);
  if (invariant === undefined) throw new Error(`There is no claim ${claim}.`);
  return invariant;
}

describe('the plan of a search', () => {
  test('begins with one process, then has all schedules of two', () => {
    const sizes = first(9, 'size').map((planned) =>
      planned.kind === 'systematic' ? planned.scope.scenario.processes : 'drawn',
    );
    expect(sizes.slice(0, 5)).toEqual([1, 1, 1, 1, 2]);
    expect(sizes).not.toContain('drawn');
  });

  test('has scenarios that rotate before those that do not, in each pass', () => {
    const plans = searchPlan({ rotations: ['none', 'size'], claims: [termsOf('no-record-lost')], seed: 1 });
    const planned = Array.from({ length: 30 }, (): PlannedTask => plans.next().value);
    const kinds = planned.flatMap((task) => (task.kind === 'systematic' ? [task.scope.scenario.rotation.kind] : []));
    const turns = kinds.filter((kind, index) => kind !== kinds[index - 1]);
    expect(turns.slice(0, 3)).toEqual(['size', 'none', 'size']);
  });

  test('begins with the scenarios of a failure that is known, and has each once', () => {
    const request = { rotations: ['size'], claims: [termsOf('no-record-lost')], seed: 1 } as const;
    const planned = (plans: Generator<PlannedTask>) => {
      const tasks = Array.from({ length: 30 }, () => plans.next().value);
      return tasks.flatMap((task: PlannedTask) => (task.kind === 'systematic' ? [task.scope] : []));
    };
    const known = planned(searchPlan({ ...request, beginsWith: { processes: 3, records: 2, preemptions: 1 } }));
    expect(known[0]).toMatchObject({ scenario: { processes: 3, records: 2 }, bounds: { preemptions: 1 } });
    const usual = planned(searchPlan(request));
    expect(known.slice(1, 6)).toEqual(usual.slice(0, 5));
    expect(new Set(known.map((scope) => JSON.stringify(scope))).size).toBe(known.length);
  });

  test('keeps to the sizes that were asked for, each scenario once', () => {
    const sizes = { processes: { min: 3, max: 4 }, records: { min: 2, max: 2 }, recordBytes: { min: 100, max: 200 } };
    const plans = searchPlan({ rotations: ['size', 'none'], sizes, claims: [termsOf('no-record-lost')], seed: 1 });
    const scopes = Array.from({ length: 40 }, () => plans.next().value).flatMap((planned: PlannedTask) =>
      planned.kind === 'systematic' ? [planned.scope] : [],
    );
    expect(scopes.filter(({ scenario }) => !isWithin(scenario, sizes))).toEqual([]);
    expect(new Set(scopes.map((scope) => JSON.stringify(scope))).size).toBe(scopes.length);
  });

  test('never ends, and draws other scenarios each time', () => {
    const drawn = first(200, 'size').filter((planned) => planned.kind === 'drawn');
    expect(drawn.length).toBeGreaterThan(100);
    expect(new Set(drawn.map(({ seed }) => seed)).size).toBe(drawn.length);
  });

  test.each<[Rotation['kind'][], Rotation['kind']]>([
    [['none', 'size'], 'size'],
    [['none'], 'none'],
  ])(
    'draws schedules of three processes before it goes through theirs, where the writer has %j: by %s',
    (rotations, by) => {
      const plans = searchPlan({ rotations, claims: [termsOf('no-record-lost')], seed: 1, concurrency: 'together' });
      const planned = Array.from({ length: 60 }, (): PlannedTask => plans.next().value);
      const at = planned.findIndex(({ kind }) => kind === 'drawn');
      expect(planned[at]).toMatchObject({ scenario: { processes: 3, records: 2, rotation: { kind: by } } });
      expect(planned.filter((each) => each.kind === 'drawn' && each.scenario !== undefined)).toHaveLength(1);
      expect(planned[at + 1]).toMatchObject({ scope: { scenario: { processes: 3 }, bounds: { preemptions: 1 } } });
    },
  );

  test('draws no schedules of a small scenario where there is but one process', () => {
    const sizes = { processes: { min: 1, max: 1 } };
    const plans = searchPlan({ rotations: ['size'], sizes, claims: [termsOf('no-record-lost')], seed: 1 });
    const planned = Array.from({ length: 60 }, (): PlannedTask => plans.next().value);
    expect(planned.filter((each) => each.kind === 'drawn' && each.scenario !== undefined)).toEqual([]);
  });

  test('is the same for the same seed, and draws something else for another', () => {
    expect(first(100, 'time')).toEqual(first(100, 'time'));
    expect(first(100, 'time', claims, 2)).not.toEqual(first(100, 'time'));
  });

  test.each<[Claim, string]>([
    ['no-record-lost', 'ample'],
    ['retention-kept', 'few'],
  ])('has only scenarios that %s can be judged by: %s backups', (claim, backups) => {
    for (const planned of first(60, 'sound', [claim])) {
      expect(planned.condition.backups).toBe(backups);
      expect(isJudgedUnder(planned.condition, termsOf(claim))).toBe(true);
    }
  });

  test('has another program that rotates the log only for a claim about that, which others are judged alongside', () => {
    const logrotates = (wanted: readonly Claim[]) =>
      first(60, 'file', wanted).filter(({ condition }) => condition.logrotate !== undefined);
    expect(logrotates(['nothing-unexpected', 'no-line-torn'])).toEqual([]);
    const beside = logrotates(['survives-copytruncate', 'nothing-unexpected', 'no-line-torn']);
    expect(beside).not.toEqual([]);
    for (const { condition } of beside) {
      expect(isJudgedUnder(condition, termsOf('nothing-unexpected'))).toBe(true);
      expect(isJudgedUnder(condition, termsOf('no-line-torn'))).toBe(false);
    }
  });

  test('moves the clock only where the log rotates by time', () => {
    const ticks = (name: string): number[] =>
      first(30, name).map((planned) => (planned.kind === 'systematic' ? planned.scope.bounds.ticks : 0));
    expect(Math.max(...ticks('size'))).toBe(0);
    expect(new Set(ticks('time'))).toEqual(new Set([0, 1, 2]));
  });
});
