import { count, living } from '../members/process-tracking.js';
import type { Living } from '../world/world.js';
import type { SessionState } from './seat.js';

/** The processes of all members that have not ended, those included that have made no call yet. */
export function livingIn({ seats }: SessionState): readonly Living[] {
  return seats.flatMap(({ tree }) => {
    if (tree.stale) count(tree);
    return living(tree).map((process) => ({ tree, process }));
  });
}
