import { describe, expect, test } from 'vitest';
import { isWithin } from '../scenario/sizes.js';
import type { Program } from '../scenario/program-scenario.js';
import { programScopes } from './program-scopes.js';

const appends: Program = { asIs: { command: ['sh', 'append.sh'], file: 'app.log' } };
const none = { backups: 'ample', faults: [] } as const;

/** The first pass, as copies × lines × preemptions. */
const firstPass = (program: Program, condition: Parameters<typeof programScopes>[1] = none): string[] =>
  (programScopes(program, condition)[0] ?? []).map(
    ({ scenario: { processes, records }, bounds }) => `${processes} × ${records}, ${bounds.preemptions}`,
  );

describe('the small scenarios of a program as it is', () => {
  test('have more copies, and not more lines, where it is not told how many to write', () => {
    expect(firstPass(appends)).toEqual(['1 × 1, 0', '2 × 1, 1']);
  });

  test('have more lines where its words say how many', () => {
    const told = { asIs: { ...appends.asIs, command: ['sh', 'append.sh', '{records}'] } };
    expect(firstPass(told)).toEqual(['1 × 1, 0', '1 × 3, 0', '2 × 1, 1', '2 × 2, 1']);
  });

  test('let another process of one copy go on where it starts some, or others run beside it', () => {
    expect(firstPass({ ...appends, forks: true })).toEqual(['1 × 1, 0', '1 × 1, 1', '2 × 1, 1']);
    const one = { processes: { min: 1, max: 1 } };
    const rotated = { asIs: { ...appends.asIs, with: ['logrotate app.conf'] }, sizes: one };
    expect(firstPass(rotated)).toEqual(['1 × 1, 0', '1 × 1, 1']);
  });

  test('keep to the sizes that were asked for, each once', () => {
    const sizes = { processes: { min: 3, max: 4 }, records: { min: 2, max: 9 } };
    const scopes = programScopes({ ...appends, sizes }, none).flat();
    expect(scopes.filter(({ scenario }) => !isWithin(scenario, sizes))).toEqual([]);
    expect(new Set(scopes.map((scope) => JSON.stringify(scope))).size).toBe(scopes.length);
  });

  test('move the clock by a second where a claim speaks of clocks', () => {
    const scopes = programScopes(appends, { backups: 'ample', faults: ['clock'] }).flat();
    expect(scopes[0]?.bounds).toEqual({
      preemptions: 0,
      ticks: 1,
      periodMs: 1000,
      ticksAt: 'writes',
      faults: ['clock'],
    });
  });
});
