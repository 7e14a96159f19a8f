import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut, distinctLines, firstOf, ranges } from './fold.js';
import { testProperty } from '../vitest/test-property.js';

describe('ranges', () => {
  test('join numbers that follow each other', () => {
    expect(ranges([1, 2, 3, 7])).toEqual([
      [1, 3],
      [7, 7],
    ]);
    expect(ranges([])).toEqual([]);
  });

  testProperty([fc.uniqueArray(fc.nat(60))])(
    'hold just the numbers that they were made of, with a gap between them',
    (drawn) => {
      const numbers = drawn.toSorted((a, b) => a - b);
      const found = ranges(numbers);
      const unfolded = found.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, n) => first + n));
      expect(unfolded).toEqual(numbers);
      for (const [index, [first]] of found.entries()) expect(first).toBeGreaterThan((found[index - 1]?.[1] ?? -2) + 1);
    },
  );
});

describe('firstOf', () => {
  test('names all of a short list', () => {
    expect(firstOf([], 2, 'file')).toBe('');
    expect(firstOf(['a', 'b'], 2, 'file')).toBe('a, b');
  });

  test('counts what it leaves out', () => {
    expect(firstOf(['a', 'b', 'c'], 2, 'file')).toBe('a, b and 1 more file');
    expect(firstOf(['a', 'b', 'c', 'd'], 2, 'file')).toBe('a, b and 2 more files');
    expect(
      firstOf(
        Array.from({ length: 1235 }, (_, index) => `${index}`),
        1,
        'file',
      ),
    ).toBe('0 and 1,234 more files');
  });
});

describe('distinctLines', () => {
  test('stand in the order of their first appearance, each with how often', () => {
    expect(distinctLines('b\na\nb\n')).toEqual([
      { line: 'b', times: 2 },
      { line: 'a', times: 1 },
    ]);
  });

  test('count lines that differ only in their numbers as one, decimal or hexadecimal', () => {
    expect(distinctLines('at 0x7f3a, line 12\nat 0x8b41, line 7\nat line\n')).toEqual([
      { line: 'at 0x7f3a, line 12', times: 2 },
      { line: 'at line', times: 1 },
    ]);
  });

  test('keep indentation, and leave out empty lines at the end', () => {
    expect(distinctLines('  a\na\n\n\n').map(({ line }) => line)).toEqual(['  a', 'a']);
  });
});

describe('cut', () => {
  test('leaves a line that fits as it is', () => {
    expect(cut('12345', 5)).toBe('12345');
  });

  test('marks where a line was cut, within its width', () => {
    expect(cut('123456', 5)).toBe('1234…');
  });
});
