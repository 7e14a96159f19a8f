import { describe, expect, test } from 'vitest';
import type { Scenario } from './scenario.js';
import { isWithin, withSizes } from './sizes.js';

const scenario: Scenario = {
  processes: 2,
  records: 2,
  recordBytes: [50],
  rotation: { kind: 'size', maxBytes: 102, backups: 4 },
};

describe('a scenario that is to keep to sizes', () => {
  test('stays as it is where it does', () => {
    const sizes = { processes: { min: 2, max: 4 }, maxBytes: { min: 100, max: 200 } };
    expect(isWithin(scenario, sizes)).toBe(true);
    expect(withSizes(scenario, sizes)).toBe(scenario);
  });

  test('has as many records in a file, and backups for all, once they are more and larger', () => {
    const sizes = { processes: { min: 3, max: 3 }, records: { min: 5, max: 9 }, recordBytes: { min: 100, max: 100 } };
    expect(isWithin(scenario, sizes)).toBe(false);
    expect(withSizes(scenario, sizes)).toEqual({
      processes: 3,
      records: 5,
      recordBytes: [100],
      rotation: { kind: 'size', maxBytes: 202, backups: 15 },
    });
  });

  test('keeps few backups few, and lets nobody start late who is not there', () => {
    const few: Scenario = {
      ...scenario,
      processes: 4,
      rotation: { kind: 'time', periodMs: 1000, backups: 3 },
      lateStarts: [{ process: 3, afterRecords: 1 }],
    };
    expect(withSizes(few, { processes: { min: 1, max: 1 } })).toEqual({
      ...few,
      processes: 1,
      rotation: { kind: 'time', periodMs: 1000, backups: 1 },
      lateStarts: [],
    });
  });
});
