import { expect, test } from 'vitest';
import { answerReader } from './answer-reader.js';

const read = (records: number, ...lines: string[]) => lines.map(answerReader(records));
const garbled = (problem: string) => ({ kind: 'garbled', problem });

test('each record is answered once, in whatever order, and then the log is closed', () => {
  expect(read(2, 'ok 1', 'fail 0 no space', 'closed')).toEqual([
    { kind: 'ok', index: 1 },
    { kind: 'fail', index: 0, message: 'no space' },
    { kind: 'closed' },
  ]);
  expect(read(0, 'closed')).toEqual([{ kind: 'closed' }]);
});

test('a second answer to a record is garbled, and so is one to a record that the order does not have', () => {
  expect(read(1, 'ok 0', 'fail 0 late', 'ok 1')).toEqual([
    { kind: 'ok', index: 0 },
    garbled('answered record 0 twice'),
    garbled('answered record 1, but was given 1 record, counted from 0'),
  ]);
});

test('a log that is closed before all records are answered is garbled, until it is closed behind them', () => {
  expect(read(3, 'closed', 'ok 0', 'ok 2', 'closed', 'ok 1', 'closed')).toEqual([
    garbled('said closed before it had answered record 0 and 2 more'),
    { kind: 'ok', index: 0 },
    { kind: 'ok', index: 2 },
    garbled('said closed before it had answered record 1'),
    { kind: 'ok', index: 1 },
    { kind: 'closed' },
  ]);
});

test('whatever comes after the end is garbled', () => {
  expect(read(0, 'closed', 'closed', 'bye')).toEqual([
    { kind: 'closed' },
    garbled('printed "closed" on stdout after it had said closed'),
    garbled('printed "bye" on stdout after it had said closed'),
  ]);
});

test('a line that is no answer is garbled; its first 80 characters are told', () => {
  const noAnswer = (line: string) => garbled(`printed "${line}" on stdout, which is no answer of the command protocol`);
  expect(read(1, 'hello', 'x'.repeat(200))).toEqual([noAnswer('hello'), noAnswer('x'.repeat(80))]);
});
