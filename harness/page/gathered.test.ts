import { expect, test } from 'vitest';
import { gathered } from './gathered.js';

const lines = [
  { lane: 0 },
  { lane: 0, isText: true },
  { lane: 0, isText: true },
  { lane: 1, isText: true },
  { lane: 1, isText: true },
] as const;

test('lines of one process that hold no record are one block, and records stay apart', () => {
  expect(gathered([[[1, 5]], [[2, 7]], [[1, 1]], [[0, 33]], [[0, 33]], [[2, 2]]], lines)).toEqual([
    [[1, 13, 3]],
    [[0, 33]],
    [[0, 33]],
    [[2, 2]],
  ]);
  expect(gathered([[[1, 5]], [[3, 7]], [[4, 7]], [['hole', 9]], [['hole', 9]]], lines)).toEqual([
    [[1, 5]],
    [[3, 14, 2]],
    [['hole', 9]],
    [['hole', 9]],
  ]);
});

test('a line of several pieces is one by itself', () => {
  const torn = [
    [1, 2],
    [3, 4],
  ] as const;
  expect(gathered([[[1, 5]], torn, [[1, 5]]], lines)).toEqual([[[1, 5]], torn, [[1, 5]]]);
});
