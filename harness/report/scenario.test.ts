import { describe, expect, test } from 'vitest';
import type { Scenario } from '../scenario/scenario.js';
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

  test('marks values that do not matter', () => {
    const bySize: Scenario = { ...scenario, rotation: { kind: 'size', maxBytes: 1000, backups: 500 } };
    expect(scenarioInWords('size', bySize, ['recordBytes', 'maxBytes', 'backups'])).toBe(
      'size: 5 processes × 100 records of 100 bytes (any other size too), rotated at 1,000 bytes (any other threshold ' +
        'too) with 500 backups (any other number too), no pause',
    );
  });

  test('names what records hold beside plain ASCII', () => {
    expect(scenarioInWords('file', { ...scenario, content: 'cr-lf' })).toBe(
      'file: 5 processes × 100 records of 100 bytes with line breaks (CR LF), never rotated, no pause',
    );
  });

  test('names who starts late and who exits early', () => {
    const parted: Scenario = {
      ...scenario,
      lateStarts: [{ process: 1, afterRecords: 3 }],
      earlyExits: [{ process: 0, afterRecords: 1 }],
    };
    expect(scenarioInWords('file', parted)).toMatch(
      /, no pause, p1 starts once 3 records of the others are answered, p0 exits after 1 record$/,
    );
  });
});
