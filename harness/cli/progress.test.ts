import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProgress } from './progress.js';

const { isTTY, columns } = process.stderr;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  Object.assign(process.stderr, { isTTY, columns });
});

describe.each([
  { where: 'where there is no terminal', stream: { isTTY: false, columns: 80 } },
  { where: 'on a terminal without a width', stream: { isTTY: true, columns: 0 } },
])('$where', ({ stream }) => {
  test('every ten seconds a line says what is going on, and how much time is left', async () => {
    Object.assign(process.stderr, stream);
    const write = vi.spyOn(console, 'error').mockReturnValue();
    let leftMs = 30_000;
    const progress = await startProgress(() => leftMs);
    progress.show('searching');
    progress.clear();
    vi.advanceTimersByTime(9_999);
    expect(write).not.toHaveBeenCalled();
    leftMs = 20_000;
    vi.advanceTimersByTime(1);
    progress.show('shrinking');
    leftMs = 0;
    vi.advanceTimersByTime(10_000);
    expect(write.mock.calls).toEqual([['searching; 20 s left'], ['shrinking; 0 s left']]);
    progress.stop();
    vi.advanceTimersByTime(60_000);
    expect(write).toHaveBeenCalledTimes(2);
  });

  test('nothing is said of a time that nobody has set', async () => {
    Object.assign(process.stderr, stream);
    const write = vi.spyOn(console, 'error').mockReturnValue();
    const progress = await startProgress();
    vi.advanceTimersByTime(10_000);
    progress.show('searching');
    vi.advanceTimersByTime(10_000);
    progress.stop();
    expect(write.mock.calls).toEqual([['searching']]);
  });
});
