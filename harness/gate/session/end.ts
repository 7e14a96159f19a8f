import { endMember } from '../members/end-member.js';
import { leavesOpen } from '../sockets/sockets.js';
import { closeDirectory } from '../world/directory.js';
import { removeMade } from '../members/system-objects.js';
import { memberState } from '../state.js';
import type { SessionState } from './seat.js';
import { keepWarm, replaceSpent } from './seats.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** Ends the execution. Members that the next one cannot use are replaced. */
export function endExecution(state: SessionState): void {
  const { world, seats } = state;
  for (const [process, { tree }] of seats.entries()) {
    if (tree.member.program === true) endMember(tree);
    else if (!isReusable(world, tree)) {
      replaceSpent(state, process);
      state.hasSpent = true;
    }
  }
  // Where one was spent, others will be.
  if (state.hasSpent) for (const seat of seats) keepWarm(state, seat);
  removeMade(world);
  closeDirectory(world.directory);
  world.directory = undefined;
}

/** Whether a member waits for its next line, alone, and has nothing open that belongs to the execution. */
function isReusable(world: World, tree: Tree): boolean {
  if (tree.input.last || tree.isSpent) return false;
  const alive = [...tree.processes.values()].filter(({ ended }) => !ended);
  return alive.length === 1 && memberState(world, tree).state === 'idle' && !leavesOpen(world, tree);
}
