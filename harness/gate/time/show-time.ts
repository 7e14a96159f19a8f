import { seenBy } from '../world/clock.js';
import { setTime } from './vdso.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Lets all processes of a member read the time that the clock shows now. */
export function showTime({ clock }: World, tree: Tree): void {
  for (const { pid, ended, clockCode } of tree.processes.values())
    if (!ended && clockCode !== undefined) setTime(pid, clockCode, seenBy(clock, tree));
}
