import { expect, test } from 'vitest';
import { mergeByTime } from './merge-by-time.js';

const at = (seconds: number, text: string): string => `2026-01-01T00:00:0${seconds}.000Z ${text}`;

test('puts the lines of all processes in the order of their times', () => {
  expect(mergeByTime([`${at(1, 'a')}\n${at(3, 'b')}\n`, `${at(2, 'c')}\n${at(4, 'd')}\n`])).toEqual([
    at(1, 'a'),
    at(2, 'c'),
    at(3, 'b'),
    at(4, 'd'),
  ]);
});

test("keeps each process's order when its clock is set back, and when a line bears no time", () => {
  expect(mergeByTime([`${at(5, 'a')}\n${at(1, 'b')}\ntorn\n${at(6, 'c')}\n`, `${at(3, 'd')}\n`])).toEqual([
    at(3, 'd'),
    at(5, 'a'),
    at(1, 'b'),
    'torn',
    at(6, 'c'),
  ]);
});
