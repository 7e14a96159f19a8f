import { settle } from '../settle.js';
import type { Parked, Tree } from '../world/tree.js';
import type { SessionState } from './seats.js';

/**
 * A member has moved. What it did with a socket may be what another one waits for, so all others look again for what
 * they wait for. A member woken by this may exit or close a socket without taking a step, which can wake others in
 * turn: it is repeated until nothing changes.
 */
export function recheckOthers(state: SessionState, moved: Tree): void {
  const { world, seats } = state;
  if (world.sockets === undefined || world.sockets.ends.size === 0) return;
  let last = moved;
  for (let index = 0, unchanged = 0; unchanged < seats.length; index = (index + 1) % seats.length, unchanged++) {
    const tree = seats[index]?.tree;
    if (tree === undefined || tree === last || tree.finished) continue;
    if (!recheck(state, tree)) continue;
    last = tree;
    unchanged = 0;
  }
}

/** Has a member look again for what it waits for; whether any of its threads went on. */
function recheck({ world, limitMs }: SessionState, tree: Tree): boolean {
  const before = parkedIn(tree);
  tree.mustRecheck = true;
  settle(world, tree, limitMs);
  const after = parkedIn(tree);
  return before.length !== after.length || before.some((parked, index) => parked !== after[index]);
}

function parkedIn(tree: Tree): readonly (Parked | undefined)[] {
  return [...tree.tasks.values()].map(({ parked }) => parked);
}
