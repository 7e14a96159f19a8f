import { moveClock } from './clock.js';
import { letGo } from './loops.js';
import type { SessionState } from './seat.js';

/** So often in a row do those that wait in loops go on though nothing has changed, before all of them are stuck. */
const mostRounds = 10;
/** How many times more each of them goes through its loop then, at most. */
const mostTimes = 16;

/**
 * Nobody can go on but those that make the same calls again and again, which then do so a few times more: first at once,
 * since some give up after so many tries; then, unless somebody wakes before, after ever longer spans of time, since others wait
 * for a time. False once that has not helped, and nobody sleeps.
 * @param wakesMs when the next sleeper wakes, in virtual milliseconds since 1970; Infinity where none does.
 */
export function goRoundAgain(state: SessionState, wakesMs: number): boolean {
  const { world } = state;
  const { rounds, clock } = world;
  if (rounds >= mostRounds && wakesMs === Infinity) return false;
  letGo(state, Math.min(mostTimes, 2 ** rounds));
  if (rounds > 0) moveClock(state, wakesMs < Infinity ? wakesMs : clock.nowMs + 10 ** (rounds - 1));
  world.rounds = rounds + 1;
  return true;
}
