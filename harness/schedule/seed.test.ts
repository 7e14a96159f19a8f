import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawIntegers, maxSeed, newSeed } from './seed.js';
import { testProperty } from '../vitest/test-property.js';

const seeds = fc.integer({ min: 0, max: maxSeed });

test('a new seed is a whole number from 0 to the greatest', () => {
  const drawn = Array.from({ length: 1000 }, newSeed);
  for (const seed of drawn) expect(Number.isInteger(seed) && seed >= 0 && seed <= maxSeed).toBe(true);
  expect(new Set(drawn).size).toBeGreaterThan(900);
});

testProperty([seeds, fc.nat(200), fc.nat(60_000)])(
  'a seed draws as many whole numbers as asked, from 0 to the bound, and the same ones again',
  (seed, length, max) => {
    const drawn = drawIntegers(seed, length, max);
    expect(drawn).toHaveLength(length);
    for (const number of drawn) expect(Number.isInteger(number) && number >= 0 && number <= max).toBe(true);
    expect(drawIntegers(seed, length, max)).toEqual(drawn);
  },
);

test('both bounds are drawn', () => {
  expect(new Set(drawIntegers(1, 100, 1))).toEqual(new Set([0, 1]));
});

test('a seed draws what it drew when it was recorded', () => {
  expect(drawIntegers(1, 8, 20)).toEqual([9, 15, 16, 15, 12, 15, 16, 3]);
  expect(drawIntegers(2, 8, 20)).not.toEqual(drawIntegers(1, 8, 20));
});
