import { expect, test } from 'vitest';
import { sameButForNumbers } from './same-numbers.js';

const pids = new Map([
  [812, '<p0>'],
  [2026, '<p0+1>'],
]);
const others = new Map([
  [2026, '<p0>'],
  [43, '<p0+1>'],
]);

test.each([
  ['2026-01-01 [812]', '2026-01-01 [2026]', true],
  ['child 2026 at 00:00:43', 'child 43 at 00:00:43', true],
  ['[0000812]', '[0002026]', true],
  ['app.log.812', 'app.log.43', false],
  ['app.log.1', 'app.log.2', false],
  ['812', '812a', false],
])('%j and %j are the same: %s', (one, other, isSame) => {
  expect(sameButForNumbers([{ one }, pids], [{ one: other }, others])).toBe(isSame);
});

test('nothing is not the same as something', () => {
  expect(sameButForNumbers([undefined, pids], [{ one: '812' }, others])).toBe(false);
});

test('without processes that have names, all numbers count', () => {
  expect(sameButForNumbers(['812', undefined], ['2026', undefined])).toBe(false);
});
