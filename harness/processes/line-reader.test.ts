import { expect, test } from 'vitest';
import { lineReader } from './line-reader.js';

const readAll = (records: number, ...lines: string[]) => lines.map(lineReader(records));

test('counts the records that lines answer', () => {
  expect(readAll(3, 'ok', 'fail disk full', 'ok')).toEqual([
    { kind: 'ok', index: 0 },
    { kind: 'fail', index: 1, message: 'disk full' },
    { kind: 'ok', index: 2 },
  ]);
});

test.each(['done', 'ok 0', 'closed', ''])('takes no other line: %j', (line) => {
  expect(readAll(3, line)).toEqual([{ kind: 'garbled', problem: expect.stringContaining(JSON.stringify(line)) }]);
});

test('takes no more answers than there are records', () => {
  expect(readAll(1, 'ok', 'fail').at(-1)).toEqual({
    kind: 'garbled',
    problem: 'said fail once more, but was given 1 record',
  });
});
