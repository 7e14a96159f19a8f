import { describe, expect, test } from 'vitest';
import { recordText } from '../scenario/record.js';
import type { Scenario } from '../scenario/scenario.js';
import { latin1Of } from '../scenario/written-form.js';
import { linesOf } from './log-lines.js';

const plain: Scenario = { processes: 2, records: 2, recordBytes: [60], rotation: { kind: 'none' } };
const broken: Scenario = { ...plain, content: 'line-breaks' };

function written(process: number, sequence: number): string {
  return latin1Of(recordText({ process, sequence }, 60, 'line-breaks'));
}

describe('the lines of a file', () => {
  test('are as many as it has, and an empty one at its end is none', () => {
    expect(linesOf('', plain)).toEqual([]);
    expect(linesOf('a\n\nb\n', plain)).toEqual([
      { text: 'a', number: 1 },
      { text: '', number: 2 },
      { text: 'b', number: 3 },
    ]);
    expect(linesOf('a\nb', plain)).toHaveLength(2);
  });

  test('hold a record with line breaks as the plain one, with what stands around it, and count on behind it', () => {
    const text = `INFO ${written(0, 0)} (1)\nINFO ${written(1, 1)} (2)\nend\n`;
    expect(linesOf(text, broken)).toEqual([
      { text: `INFO ${recordText({ process: 0, sequence: 0 }, 60)} (1)`, number: 1 },
      { text: `INFO ${recordText({ process: 1, sequence: 1 }, 60)} (2)`, number: 3 },
      { text: 'end', number: 5 },
    ]);
  });

  test('hold a record as it stands where its lines do not follow each other, or nobody asked for it', () => {
    const [first = '', second = ''] = written(0, 0).split('\n');
    const apart = `${first}\n${written(1, 0)}\n${second}\n`;
    expect(linesOf(apart, broken).map(({ text }) => text)).toEqual([
      first,
      recordText({ process: 1, sequence: 0 }, 60),
      second,
    ]);
    expect(linesOf(`${written(0, 7)}\n`, broken)).toHaveLength(2);
    expect(linesOf(`${written(0, 0)}\n`, plain)).toHaveLength(2);
  });
});
