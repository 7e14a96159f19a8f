import { endMember } from '../members/end-member.js';
import { letGo } from './loops.js';
import { recheckOthers } from './recheck.js';
import { treeAt, type SessionState } from './seat.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Kills a member of a session, and waits until the others have settled. */
export function kill(state: SessionState, process: number): void {
  const tree = treeAt(state, process);
  killTree(state.world, tree);
  letGo(state, 1);
  recheckOthers(state, tree);
}

/** Kills a member with all its descendants, and tells so. */
export function killTree(world: World, tree: Tree): void {
  world.events.push({ kind: 'killed', process: tree.ordinal });
  endMember(tree);
}
