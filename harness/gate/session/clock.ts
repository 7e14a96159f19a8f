import { settle } from '../settle.js';
import { showTime } from '../time/show-time.js';
import { soundAlarms } from '../time/alarms.js';
import { setOff } from '../time/timers.js';
import { tick } from '../world/clock.js';
import { assertInTime } from '../world/world.js';
import { endLoopsOfSleepers, letGo } from './loops.js';
import { recheckOthers } from './recheck.js';
import { treeAt, type SessionState } from './seat.js';

/** Moves the clock forward to an instant, in milliseconds since 1970, and lets go on what has waited until then. */
export function moveClock(state: SessionState, toMs: number): void {
  const { world, seats, limitMs } = state;
  assertInTime(world);
  world.events.push({ kind: 'ticked', byMs: toMs - world.clock.nowMs });
  endLoopsOfSleepers(state, toMs);
  tick(world.clock, toMs);
  for (const { tree } of seats) showTime(world, tree);
  for (const { tree } of seats) {
    setOff(world, tree);
    soundAlarms(world, tree);
    tree.mustRecheck = true;
    settle(world, tree, limitMs);
    recheckOthers(state, tree);
  }
  letGo(state, 1);
}

/** Sets the calendar of one member, or of all and their files, so much ahead of what it shows. No wait ends by it. */
export function setCalendar(state: SessionState, byMs: number, process?: number): void {
  const { world, seats } = state;
  world.events.push({ kind: 'clock-set', byMs, ...(process !== undefined && { process }) });
  const set = process === undefined ? world.clock : treeAt(state, process);
  set.aheadMs += byMs;
  letGo(state, 1);
  for (const { tree } of seats) showTime(world, tree);
}
