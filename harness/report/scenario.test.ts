import { describe, expect, test } from 'vitest';
import type { Scenario } from '../scenario.js';
import { scenarioInWords } from './scenario.js';

describe('scenarioInWords', () => {
  const scenario: Scenario = { processes: 5, records: 100, recordBytes: [100], rotation: { kind: 'none' } };

  test('names processes, records and bytes', () => {
    expect(scenarioInWords('file', scenario)).toBe(
      'file: 5 processes × 100 records of 100 bytes, never rotated, no pause',
    );
  });

  test('names the threshold and the backups, and knows one from many', () => {
    const one: Scenario = {
      processes: 1,
      records: 1,
      recordBytes: [40, 50],
      rotation: { kind: 'size', maxBytes: 1000, backups: 1 },
    };
    expect(scenarioInWords('size', one)).toBe(
      'size: 1 process × 1 record of 40/50 bytes, rotated at 1,000 bytes (1 backup), no pause',
    );
  });

  test('names the period, and the longest pause', () => {
    const byTime: Scenario = {
      ...scenario,
      rotation: { kind: 'time', periodMs: 1000, backups: 500 },
      pausesMs: [0, 20, 3],
    };
    expect(scenarioInWords('time', byTime)).toBe(
      'time: 5 processes × 100 records of 100 bytes, rotated every 1,000 ms (500 backups), pauses of 20 ms or less',
    );
  });
});
