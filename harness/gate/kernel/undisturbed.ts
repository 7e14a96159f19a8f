import { call } from './call.js';
import { at, native } from './native.js';

const setMask = 2;

/**
 * Makes a call while no signal can reach this thread, for instance a profiler's or that of a terminal that changes its size. It is for
 * the few calls that a signal changes: most fail with EINTR, and are made again.
 */
export function undisturbed(make: () => number): number {
  const { words, base } = native();
  const first = at.vectors / 4;
  words.fill(-1, first, first + 2);
  call('rt_sigprocmask', setMask, base + at.vectors, base + at.vectors + 8, 8);
  const result = make();
  // It cannot fail, so the error of the call before it stays the last one.
  call('rt_sigprocmask', setMask, base + at.vectors + 8, 0, 8);
  return result;
}
