import { lengthened } from '../limits.js';

const usualMs = 60_000;
/** What is left of a test's time is also needed to see a counterexample again, and to try other scenarios. */
const partOfTest = 1 / 2;

/**
 * Until when, on the steady clock, a counterexample is made smaller: for as long as was given for looking, for half of what is
 * left of the test's time, and for a minute where neither is known. A test that ran out of time would show nothing at all.
 * @param endMs when the test's time is over; Infinity where that is not known.
 */
export function shrinkUntil(
  nowMs: number,
  { timeoutMs, endMs }: { readonly timeoutMs: number | undefined; readonly endMs: number },
): number {
  const known = Math.min(timeoutMs ?? Infinity, Math.max(0, endMs - nowMs) * partOfTest);
  return nowMs + (known === Infinity ? lengthened(usualMs) : known);
}
