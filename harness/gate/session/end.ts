import { endMember } from '../members/end-member.js';
import { leavesOpen } from '../sockets/sockets.js';
import { removeMade } from '../members/system-objects.js';
import { memberState } from '../state.js';
import { replaceMember, type SessionState } from './seats.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Ends the execution. Members that the next one cannot use are replaced. */
export function endExecution(state: SessionState): void {
  const { world, seats } = state;
  seats.forEach(({ tree }, process) => {
    if (tree.member.program === true) endMember(tree);
    else if (!isReusable(world, tree)) replaceMember(state, process);
  });
  removeMade(world);
  world.directory = undefined;
}

/** Whether a member waits for its next line, alone, and has nothing open that belongs to the execution. */
function isReusable(world: World, tree: Tree): boolean {
  if (tree.input.last) return false;
  const alive = [...tree.processes.values()].filter(({ ended }) => !ended);
  return alive.length === 1 && memberState(world, tree).state === 'idle' && !leavesOpen(world, tree);
}
