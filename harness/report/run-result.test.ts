import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { handBuilt, line } from '../claims/hand-built.js';
import { missingRecords, resultOf, spread } from './run-result.js';
import { testProperty } from '../vitest/test-property.js';

describe('resultOf', () => {
  test('counts nothing where every record stands once', () => {
    const files = { 'app.log': [line(0, 0), line(0, 1), line(1, 0), line(1, 1)] };
    expect(resultOf(handBuilt({ files, milliseconds: 12.345678 }))).toEqual({
      lost: 0,
      torn: 0,
      duplicated: 0,
      unexpected: 0,
      errors: 0,
      missing: [],
      milliseconds: 12.346,
    });
  });

  test('counts records by their fate, and what is wrong besides', () => {
    const execution = handBuilt({
      files: { 'app.log': [line(0, 0), line(0, 0), line(0, 2).slice(0, 30), 'garbage', '\0', line(1, 5)] },
      scenario: { records: 6 },
      acknowledged: [
        [0, 0],
        [0, 1],
        [0, 2],
        [1, 1],
        [1, 5],
      ],
      refused: [[1, 0, 'no']],
      processes: [{ process: 1, end: { kind: 'died', exitCode: 1, signal: undefined }, stderr: 'Error\n' }],
    });
    const result = resultOf(execution);
    expect(result).toEqual({
      lost: 2,
      torn: 1,
      duplicated: 1,
      unexpected: 2,
      errors: 3,
      missing: [
        [0, 1, 5],
        [1, 0, 4],
      ],
      milliseconds: 0,
    });
    expect(missingRecords(result)).toBe(10);
  });

  test('lists what is missing as ranges, by process', () => {
    const files = { 'app.log': [line(0, 2), line(0, 3), line(0, 5)] };
    const result = resultOf(handBuilt({ files, scenario: { records: 6 } }));
    expect(result.missing).toEqual([
      [0, 0, 1],
      [0, 4, 4],
      [1, 0, 5],
    ]);
    expect(missingRecords(result)).toBe(9);
  });
});

describe('spread', () => {
  test.each([
    [[], [0, 0, 0]],
    [[7], [7, 7, 7]],
    [
      [3, 1],
      [1, 2, 3],
    ],
    [
      [10, 9, 100],
      [9, 10, 100],
    ],
    [
      [4, 1, 3, 2],
      [1, 2.5, 4],
    ],
  ])('of %j is %j', (figures, expected) => {
    expect(spread(figures)).toEqual(expected);
  });

  testProperty([fc.array(fc.nat(500), { minLength: 1 })])(
    'has as many figures at or below its median as at or above it',
    (figures) => {
      const [minimum, median, maximum] = spread(figures);
      expect([minimum, maximum]).toEqual([Math.min(...figures), Math.max(...figures)]);
      expect(figures.filter((figure) => figure <= median).length).toBeGreaterThanOrEqual(figures.length / 2);
      expect(figures.filter((figure) => figure >= median).length).toBeGreaterThanOrEqual(figures.length / 2);
    },
  );
});
