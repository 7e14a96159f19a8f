import { afterEach, describe, expect, it, vi } from 'vitest';
import { lengthened, limitFactor } from './limits.js';

afterEach(() => void vi.unstubAllEnvs());

describe('limits', () => {
  it.each([
    ['', 1000],
    ['1', 1000],
    ['1.5', 1500],
    ['40', 40_000],
  ])('LOGTORTURE_LIMIT=%s makes of a second %d ms', (factor, expected) => {
    vi.stubEnv('LOGTORTURE_LIMIT', factor);
    expect(lengthened(1000)).toBe(expected);
  });

  it.each(['0', '0.5', '-2', '1001', '1e2', 'twice', ' 2', 'Infinity'])('refuse LOGTORTURE_LIMIT=%s', (factor) => {
    vi.stubEnv('LOGTORTURE_LIMIT', factor);
    expect(() => limitFactor()).toThrow(
      `LOGTORTURE_LIMIT must be a number from 1 to 1,000, but it is ${JSON.stringify(factor)}.`,
    );
  });
});
