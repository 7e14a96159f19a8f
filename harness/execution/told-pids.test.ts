import { expect, test } from 'vitest';
import { pidTeller } from './told-pids.js';

const told = pidTeller(
  new Map([
    [812, '<p0>'],
    [10_812, '<p1>'],
    [2026, '<p2>'],
  ]),
);

test.each([
  ['app.812.log', 'app.<p0>.log'],
  ['pid 10812, parent 812', 'pid <p1>, parent <p0>'],
  ['0000000812\n', '<p0>\n'],
  ['0000010812\n', '<p1>\n'],
  ['8120 and 1812', '8120 and 1812'],
  ['2026-01-01', '2026-01-01'],
])('of %j it tells %j', (text, expected) => {
  expect(told(text)).toBe(expected);
});

test('without numbers it tells what is there', () => {
  expect(pidTeller()('812')).toBe('812');
});
