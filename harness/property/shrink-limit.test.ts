import { expect, test } from 'vitest';
import { lengthened, steadyMs } from '../limits.js';
import { shrinkUntil } from './shrink-limit.js';
import { currentScope } from './test-scope.js';

test('a counterexample is made smaller for as long as was given for looking, or half of the time of its test', () => {
  expect(shrinkUntil(1000, { timeoutMs: 300, endMs: Infinity })).toBe(1300);
  expect(shrinkUntil(1000, { timeoutMs: undefined, endMs: 5000 })).toBe(3000);
  expect(shrinkUntil(1000, { timeoutMs: 300, endMs: 1400 })).toBe(1200);
  expect(shrinkUntil(1000, { timeoutMs: undefined, endMs: 900 })).toBe(1000);
  expect(shrinkUntil(1000, { timeoutMs: undefined, endMs: Infinity })).toBe(1000 + lengthened(60_000));
});

test('the time of a test is known', { timeout: 3_600_000 }, async () => {
  const { endMs } = await currentScope();
  expect(endMs).toBeLessThanOrEqual(steadyMs() + 3_600_000);
  expect(endMs).toBeGreaterThan(steadyMs());
});

test('the time of a test without a limit is not', { timeout: 0 }, async () => {
  expect(await currentScope()).toMatchObject({ endMs: Infinity });
});
