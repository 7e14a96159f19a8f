import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { newDirectories } from './directory.js';
import { fromLetters, inLetters } from './letters.js';
import { testProperty } from '../vitest/test-property.js';

testProperty([fc.maxSafeNat(), fc.nat(20)])(
  'a number in letters is that number, and nothing but letters',
  (number, length) => {
    const letters = inLetters(number, length);
    expect(letters).toMatch(/^[a-zA-Z]+$/);
    expect(letters.length).toBeGreaterThanOrEqual(length);
    expect(fromLetters(letters)).toBe(number);
  },
);

test.each(['', 'a1', 'ä', 'a b'])('%j is no number in letters', (text) => {
  expect(fromLetters(text)).toBeNaN();
});

test('directories have no digit in what is drawn and counted, so no number of a process stands in their paths', () => {
  const directories = newDirectories();
  onTestFinished(directories.remove);
  const parent = process.env['LOGTORTURE_DIRECTORY'] ?? '';
  for (let made = 0; made < 40; made++) {
    const { path, remove } = directories.next();
    expect(path.replace(parent, '')).not.toMatch(/\d/);
    remove();
  }
});
