import { describe, expect, test } from 'vitest';
import { bySeed, outcomesOf } from './fixtures/outcomes.js';
import { spreadOf } from './fixtures/spread.js';
import type { ToyProcess } from './fixtures/toy.js';
import { pos } from './pos.js';
import { randomWalk } from './random-walk.js';
import type { Scheduler } from './scheduler.js';

const seeds = 2000;

function shareOf(words: string, toy: readonly ToyProcess[], scheduler: (seed: number) => Scheduler): number {
  const outcomes = outcomesOf(toy, bySeed(seeds, scheduler));
  const counted = [...outcomes].filter(([outcome]) => outcome.includes(words));
  return counted.reduce((sum, [, count]) => sum + count, 0) / seeds;
}

function expectNear(share: number, probability: number): void {
  expect(Math.abs(share - probability)).toBeLessThan(spreadOf(probability, seeds));
}

const byPos = (seed: number): Scheduler => pos({ seed });

describe('pos', () => {
  const far: readonly ToyProcess[] = [[['a', 'b', 'c', 'd', 'e', 'f', 'read x']], [['write x']]];

  test('lets the far side of a race win once in eight when six steps that concern nobody come before it', () => {
    // The one write goes last when its number is the lowest of eight.
    expectNear(shareOf('p0 read x: 0', far, byPos), 1 / 8);
  });

  test('does so at least ten times as often as a random walk, where each of those steps halves the chance', () => {
    const walked = shareOf('p0 read x: 0', far, randomWalk);
    expectNear(walked, 1 / 128);
    expect(shareOf('p0 read x: 0', far, byPos)).toBeGreaterThan(10 * walked);
  });

  test('decides each race anew: a read among four writes loses to every one of them once in sixteen', () => {
    // A number that stood would be the lowest of five once in five.
    const near: readonly ToyProcess[] = [[['write x', 'write x', 'write x', 'write x']], [['read x']]];
    expectNear(shareOf('p1 read x: 1004', near, byPos), 1 / 16);
  });

  test('keeps the number of a step that nothing performed conflicts with', () => {
    const apart: readonly ToyProcess[] = [[['write x', 'write x', 'write x', 'read y']], [['write y']]];
    expectNear(shareOf('p0 read y: 0', apart, byPos), 1 / 5);
  });
});
