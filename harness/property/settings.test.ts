import { afterEach, describe, expect, test, vi } from 'vitest';
import { runsFor } from './runs-for.js';
import { settingsOf } from './settings.js';

afterEach(() => vi.unstubAllEnvs());

describe('what a property is asked for', () => {
  test('is what its options say, or else the environment, or else what is usual', () => {
    for (const variable of ['LOGTORTURE_BUDGET', 'LOGTORTURE_KEEP', 'LOGTORTURE_WORKERS'])
      vi.stubEnv(variable, undefined);
    expect(settingsOf({})).toEqual({ executions: 12, workers: 1, keep: '.logtorture' });
    vi.stubEnv('LOGTORTURE_BUDGET', '60');
    vi.stubEnv('LOGTORTURE_TIMEOUT_MS', '1000');
    vi.stubEnv('LOGTORTURE_KEEP', 'kept');
    expect(settingsOf({})).toEqual({ executions: 60, workers: 1, keep: 'kept', timeoutMs: 1000 });
    const options = { executions: 5, seed: 7, timeoutMs: 2000, workers: 2, keep: false } as const;
    expect(settingsOf(options)).toEqual(options);
  });

  test.each([
    ['LOGTORTURE_BUDGET', '0', 'from 1 to 1,000,000'],
    ['LOGTORTURE_BUDGET', 'abc', 'from 1 to 1,000,000'],
    ['LOGTORTURE_BUDGET', '1.5', 'from 1 to 1,000,000'],
    ['LOGTORTURE_WORKERS', '-1', 'from 1 to 64'],
    ['LOGTORTURE_SEED', 'seven', 'from 0 to 2,147,483,647'],
  ])('is refused in one line where %s is %s', (variable, value, range) => {
    vi.stubEnv(variable, value);
    expect(() => settingsOf({})).toThrow(
      new Error(`${variable} must be a whole number ${range}, but it is "${value}".`),
    );
  });

  test('is refused where an option is no number in its range', () => {
    expect(() => settingsOf({ executions: 0 })).toThrow(
      new Error('executions must be a whole number from 1 to 1,000,000, but it is "0".'),
    );
    expect(() => settingsOf({ workers: NaN })).toThrow(/^workers must be a whole number/);
  });
});

describe('runsFor', () => {
  test('takes how many scenarios, and from which seed, from the environment', () => {
    vi.stubEnv('LOGTORTURE_RUNS', '7');
    vi.stubEnv('LOGTORTURE_SEED', '42');
    expect(runsFor({ rotations: ['size'] }, { free: false })).toMatchObject({ numRuns: 7, seed: 42 });
  });

  test('refuses what is no number of scenarios', () => {
    vi.stubEnv('LOGTORTURE_RUNS', 'many');
    expect(() => runsFor({ rotations: ['size'] })).toThrow(/^LOGTORTURE_RUNS must be a whole number from 1/);
  });
});
