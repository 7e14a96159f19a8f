import { expect, test } from 'vitest';
import { answerReader } from './answer-reader.js';

const read = (records: number, ...lines: string[]) => lines.map(answerReader(records));
const garbled = (line: string) => ({ kind: 'garbled', line });

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
    garbled('fail 0 late'),
    garbled('ok 1'),
  ]);
});

test('a log that is closed before all records are answered is garbled, until it is closed behind them', () => {
  expect(read(2, 'ok 0', 'closed', 'ok 1', 'closed')).toEqual([
    { kind: 'ok', index: 0 },
    garbled('closed before 1 records were answered'),
    { kind: 'ok', index: 1 },
    { kind: 'closed' },
  ]);
});

test('whatever comes after the end is garbled', () => {
  expect(read(0, 'closed', 'closed', 'ok 0')).toEqual([{ kind: 'closed' }, garbled('closed'), garbled('ok 0')]);
});

test('a line that is no answer is garbled; its first 80 characters are told', () => {
  expect(read(1, 'hello', 'x'.repeat(200))).toEqual([garbled('hello'), garbled('x'.repeat(80))]);
});
