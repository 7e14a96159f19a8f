import { afterEach, expect, test, vi } from 'vitest';
import { faultInWords } from './writer-fault.js';

afterEach(() => void vi.unstubAllEnvs());

test('what was thrown is told without its stack, and with it where the environment asks for it', () => {
  vi.stubEnv('LOGTORTURE_DEBUG', '');
  expect(faultInWords(new Error('gone'))).toBe('gone');
  expect(faultInWords('gone')).toBe('gone');
  vi.stubEnv('LOGTORTURE_DEBUG', '1');
  expect(faultInWords(new Error('gone'))).toMatch(/^Error: gone\n +at /);
});
