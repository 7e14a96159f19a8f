import { afterEach, expect, test, vi } from 'vitest';
import { startProgress } from './progress.js';

const { isTTY, columns } = process.stderr;
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

test.each([
  { where: 'where there is no terminal', stream: { isTTY: false, columns: 80 } },
  { where: 'on a terminal without a width', stream: { isTTY: true, columns: 0 } },
])('shows nothing $where', async ({ stream }) => {
  Object.assign(process.stderr, stream);
  const write = vi.spyOn(process.stderr, 'write');
  const progress = await startProgress();
  progress.show('searching');
  progress.clear();
  progress.stop();
  expect(write).not.toHaveBeenCalled();
});
