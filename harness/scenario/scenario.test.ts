import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, parseScenario, pausesOf, recordsOf, recordTexts, totalRecords, type Scenario } from './scenario.js';
import { scenarios } from './arbitrary.js';
import { testProperty } from '../vitest/test-property.js';

const scenario: Scenario = { processes: 2, records: 3, recordBytes: [40, 50], rotation: { kind: 'none' } };

describe('parseScenario', () => {
  testProperty([scenarios({ rotations: ['none', 'size', 'time'] })])(
    'takes every generated scenario as it is, from its JSON too',
    (generated) => {
      expect(parseScenario(generated)).toEqual(generated);
      expect(parseScenario(JSON.parse(JSON.stringify(generated)))).toEqual(generated);
    },
  );

  testProperty([scenarios({ rotations: ['none'], takes: ['multi-byte'] })])(
    'is asked only for records that the writer takes',
    ({ content }) => {
      expect([undefined, 'multi-byte']).toContain(content);
    },
  );

  test('lists every problem at once', () => {
    const wrong = {
      processes: 0,
      records: -1,
      recordBytes: [31, 40, 1_048_577],
      rotation: { kind: 'size', maxBytes: 0 },
      pausesMs: [-1],
    };
    expect(() => parseScenario(wrong)).toThrowErrorMatchingInlineSnapshot(
      `[Error: The scenario can't be run: processes: Invalid value: Expected >=1 but received 0; records: Invalid value: Expected >=0 but received -1; recordBytes.0: Invalid value: Expected >=32 but received 31; recordBytes.2: Invalid value: Expected <=1048576 but received 1048577; rotation.maxBytes: Invalid value: Expected >=1 but received 0; rotation.backups is missing; pausesMs.0: Invalid value: Expected >=0 but received -1.]`,
    );
  });

  test.each([undefined, null, 'a scenario', []])('refuses %j', (value) => {
    expect(() => parseScenario(value)).toThrow(/^The scenario can't be run: /);
  });

  test('refuses a scenario whose records have no size', () => {
    expect(() => parseScenario({ ...scenario, recordBytes: [] })).toThrow(/recordBytes: /);
  });
});

describe('a scenario', () => {
  test('has a process that leaves early write fewer records, but not more than the others', () => {
    const earlyExits = [
      { process: 0, afterRecords: 1 },
      { process: 1, afterRecords: 9 },
    ];
    expect(recordsOf({ ...scenario, earlyExits }, 0)).toBe(1);
    expect(recordsOf({ ...scenario, earlyExits }, 1)).toBe(3);
    expect(recordsOf(scenario, 0)).toBe(3);
    expect(totalRecords(scenario)).toBe(6);
    expect(totalRecords({ ...scenario, earlyExits })).toBe(4);
  });

  test("uses its sizes again from their start, through one process's records and then the next one's", () => {
    const four = { ...scenario, recordBytes: [40, 50, 60, 70] };
    const sizes = [0, 1].map((process) => [0, 1, 2].map((sequence) => bytesOf(four, process, sequence)));
    expect(sizes).toEqual([
      [40, 50, 60],
      [70, 40, 50],
    ]);
  });

  test('uses its pauses in the same way, and has none where all are zero', () => {
    const pausesMs = [1, 2];
    expect(pausesOf({ ...scenario, pausesMs }, 0)).toEqual([1, 2, 1]);
    expect(pausesOf({ ...scenario, pausesMs }, 1)).toEqual([2, 1, 2]);
    expect(pausesOf({ ...scenario, pausesMs: [0] }, 0)).toBeUndefined();
    expect(pausesOf(scenario, 0)).toBeUndefined();
  });

  testProperty([scenarios({ rotations: ['none'] }, { recordBytes: { max: 200 } }), fc.nat(7)])(
    'asks a process for texts of as many records and bytes as it says',
    (generated, drawn) => {
      const process = drawn % generated.processes;
      const texts = recordTexts(generated, process);
      expect(texts).toHaveLength(recordsOf(generated, process));
      expect(texts.map((text) => Buffer.byteLength(text))).toEqual(
        texts.map((_, index) => bytesOf(generated, process, index)),
      );
      for (const [index, text] of texts.entries()) expect(text).toContain(`<p${process}r${index} `);
    },
  );
});
