import { settle } from '../settle.js';
import { supervise } from '../supervise.js';
import { showTime } from '../time/show-time.js';
import { copyOf } from '../members/copy.js';
import type { Original } from '../members/original.js';
import { startMember } from '../members/member.js';
import { withStreams } from '../members/streams.js';
import type { Member } from '../world/member.js';
import type { Tree } from '../world/tree.js';
import type { Seat, SessionState } from './seat.js';

/** Starts a member, which has not settled yet. */
export function startTree({ image, seed }: SessionState, ordinal: number, member: Member): Tree {
  const tree = startMember(image, ordinal, member);
  tree.random.state = seed + ordinal;
  return tree;
}

/** Puts a copy of an original into a seat: it is the member with that number. */
export function copyInto(
  { world, limitMs }: SessionState,
  seat: Seat,
  { ordinal, member }: Pick<Tree, 'ordinal' | 'member'>,
  original: Original,
): void {
  const tree = withStreams((ends) =>
    copyOf(original, { ordinal, member }, ends, (copy, notification) => supervise(world, copy, notification)),
  );
  seat.tree = tree;
  showTime(world, tree);
  settle(world, tree, limitMs);
}
