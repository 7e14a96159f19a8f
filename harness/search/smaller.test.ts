import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import type { Scenario } from '../scenario/scenario.js';
import { recordContents } from '../scenario/content.js';
import { scenarios } from '../scenario/arbitrary.js';
import { reductions, withBytes, withRecords } from './smaller.js';

const any = scenarios({ rotations: ['none', 'size', 'time'] }, { free: false });
const smallest: Scenario = {
  processes: 1,
  records: 1,
  recordBytes: [32],
  rotation: { kind: 'size', maxBytes: 64, backups: 1 },
};

/** What of a scenario can become less, each as a number; a scenario is smaller only if one of them is. */
const contents = [undefined, ...recordContents];

function measures({ processes, records, recordBytes, rotation, content, ...extras }: Scenario): number[] {
  const rotates = rotation.kind === 'none' ? [] : [rotation.backups];
  const threshold = rotation.kind === 'size' ? [rotation.maxBytes] : [];
  return [
    processes,
    processes * records,
    recordBytes.length,
    Math.max(...recordBytes),
    Object.keys(extras).length,
    contents.indexOf(content),
    ...rotates,
    ...threshold,
  ];
}

describe('a smaller scenario', () => {
  test('is another one, and less in one respect at least', () => {
    fc.assert(
      fc.property(any, (scenario) => {
        for (const { smallerThan } of reductions) {
          for (const smaller of smallerThan(scenario)) {
            expect(smaller).not.toEqual(scenario);
            const before = measures(scenario);
            const isLess = measures(smaller).some((measure, index) => measure < (before[index] ?? 0));
            // Two lines that don't fit are simpler than a threshold between two sizes, though it may be larger.
            const simpler = JSON.stringify(smaller.rotation) !== JSON.stringify(scenario.rotation);
            expect(isLess || simpler).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('names no process that it does not have', () => {
    fc.assert(
      fc.property(any, (scenario) => {
        for (const { smallerThan } of reductions) {
          for (const { processes, lateStarts = [], earlyExits = [] } of smallerThan(scenario))
            expect([...lateStarts, ...earlyExits].every(({ process }) => process < processes)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('there is none for the smallest, in processes and records', () => {
    const [processes, , , records] = reductions;
    expect([...(processes?.smallerThan(smallest) ?? [])]).toEqual([]);
    expect([...(records?.smallerThan(smallest) ?? [])]).toEqual([]);
  });

  test('keeps every record where every record was to be kept', () => {
    const scenario: Scenario = {
      ...smallest,
      processes: 2,
      records: 4,
      rotation: { kind: 'size', maxBytes: 64, backups: 8 },
    };
    expect(withRecords(scenario, 3).rotation).toMatchObject({ backups: 6 });
  });

  test('has as many lines in a file when its records are shorter', () => {
    const scenario: Scenario = {
      ...smallest,
      recordBytes: [99],
      rotation: { kind: 'size', maxBytes: 300, backups: 1 },
    };
    expect(withBytes(scenario, 49)).toMatchObject({ recordBytes: [49], rotation: { maxBytes: 150 } });
  });

  test('may have few records that are larger, as many of them in a file', () => {
    const scenario: Scenario = {
      processes: 1,
      records: 12,
      recordBytes: [3276],
      rotation: { kind: 'size', maxBytes: 6552, backups: 12 },
    };
    const [, , , records] = reductions;
    const smaller = [...(records?.smallerThan(scenario) ?? [])];
    expect(smaller).toContainEqual({
      processes: 1,
      records: 4,
      recordBytes: [9828],
      rotation: { kind: 'size', maxBytes: 19_652, backups: 4 },
    });
    expect(smaller).toContainEqual(expect.objectContaining({ records: 2, recordBytes: [65_537] }));
  });
});
