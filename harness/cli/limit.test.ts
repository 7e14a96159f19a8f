import { afterEach, expect, test, vi } from 'vitest';
import { lengthened } from '../limits.js';
import { logtorture } from './fixtures/run-main.js';

afterEach(() => void vi.unstubAllEnvs());

test.each(['check', 'validate', 'matrix', 'replay', 'run', 'experiment', 'list'])(
  '%s refuses a limit that is none, in one line',
  async (command) => {
    const { stderr, exitCode } = await logtorture(command, '--limit', '0', ...(command === 'replay' ? ['a-file'] : []));
    expect(stderr).toMatch(/^error: .*It must be a number from 1 to 1,000, but it is "0"\.$/);
    expect(exitCode).toBe(2);
  },
);

test('so it does where the environment gives it', async () => {
  vi.stubEnv('LOGTORTURE_LIMIT', 'twice');
  const { stderr, exitCode } = await logtorture('list');
  expect(stderr).toMatch(/^error: .*LOGTORTURE_LIMIT.*but it is "twice"\.$/);
  expect(exitCode).toBe(2);
});

test('--limit lengthens every limit', async () => {
  vi.stubEnv('LOGTORTURE_LIMIT', '');
  await logtorture('list', '--limit', '3', '--json');
  expect(lengthened(1000)).toBe(3000);
});
