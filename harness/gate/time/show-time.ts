import { seenBy } from '../world/clock.js';
import { readByCalls, setTime } from './vdso.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Lets all processes of a member read the time that the clock shows now. */
export function showTime({ clock }: World, tree: Tree): void {
  for (const { pid, ended, clockCode, readsByCall } of tree.processes.values())
    if (!ended && clockCode !== undefined && !readsByCall) setTime(pid, clockCode, seenBy(clock, tree));
}

/** Has all processes of a member read the clock by calls, since one computes for long: it may be waiting for the clock to move. */
export function hearOfClockReads(tree: Tree): void {
  if (process.arch !== 'x64') return;
  for (const each of tree.processes.values()) {
    if (each.ended || each.clockCode === undefined || each.readsByCall) continue;
    each.readsByCall = true;
    readByCalls(each.pid, each.clockCode);
  }
}
