import { settle } from '../settle.js';
import { memberState } from '../state.js';
import { supervise } from '../supervise.js';
import { showTime } from '../time/show-time.js';
import { copyOf } from '../members/copy.js';
import { endOriginal, isThere, originalOf, type Original } from '../members/original.js';
import { endMember } from '../members/end-member.js';
import { startMember } from '../members/member.js';
import { withStreams } from '../members/streams.js';
import type { Granularity } from '../launch/filter.js';
import type { Member } from '../world/member.js';
import { whyNotIdle } from './not-idle.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** The place of one member in a session. When the member is replaced, another tree stands here. */
export interface Seat {
  tree: Tree;
  /** What the member was copied from, if it can be copied. */
  original: Original | undefined;
}

/** What the parts of a session share. */
export interface SessionState {
  readonly world: World;
  /** By the members' ordinals. */
  readonly seats: Seat[];
  /** The descriptor of the launcher's executable. */
  readonly image: number;
  readonly granularity: Granularity;
  /** How long a member may take to settle, in real milliseconds. */
  readonly limitMs: number;
  readonly seed: number;
}

/** The tree of the member with a number. Throws when there is no such member. */
export function treeAt(state: SessionState, process: number): Tree {
  return seatAt(state, process).tree;
}

function seatAt({ seats }: SessionState, process: number): Seat {
  const seat = seats[process];
  if (seat === undefined)
    throw new Error(`The session has no process ${process}: it has ${seats.length}, counted from 0.`);
  return seat;
}

/** Starts one more member. Throws when it does not read its first line from standard input. */
export function addMember(state: SessionState, member: Member): void {
  const { seats } = state;
  const seat: Seat = { tree: startTree(state, seats.length, member), original: undefined };
  // It has its seat before it settles, so that it is ended with the session even where it cannot be used.
  seats.push(seat);
  prepare(state, seat);
}

/** Kills the member in a seat, if it still lives, and puts a new one there: a copy of its original where there is one. */
export function replaceMember(state: SessionState, process: number): void {
  const seat = seatAt(state, process);
  endMember(seat.tree);
  if (seat.original !== undefined && isThere(seat.original)) {
    copyInto(state, seat, seat.original);
    return;
  }
  if (seat.original !== undefined) endOriginal(seat.original);
  seat.original = undefined;
  seat.tree = startTree(state, process, seat.tree.member);
  prepare(state, seat);
}

/** Kills all members, and what they were copied from. */
export function endAll({ seats }: SessionState): void {
  for (const { tree, original } of seats) {
    // An original that has not been copied yet sits in the seat itself.
    if (tree !== original?.tree) endMember(tree);
    if (original !== undefined) endOriginal(original);
  }
  seats.length = 0;
}

function startTree({ image, seed }: SessionState, ordinal: number, member: Member): Tree {
  const tree = startMember(image, ordinal, member);
  tree.random.state = seed + ordinal;
  return tree;
}

/** Waits until a started member is idle; one that can be copied becomes an original, and its first copy takes its seat. */
function prepare(state: SessionState, seat: Seat): void {
  const { world, limitMs } = state;
  settle(world, seat.tree, limitMs);
  if (memberState(world, seat.tree).state !== 'idle') throw new Error(whyNotIdle(world, seat.tree, limitMs));
  seat.original = seat.tree.member.copyable === true ? originalOf(seat.tree) : undefined;
  if (seat.original !== undefined) copyInto(state, seat, seat.original);
}

function copyInto({ world, limitMs }: SessionState, seat: Seat, original: Original): void {
  const tree = withStreams((ends) =>
    copyOf(original, ends, (copy, notification) => supervise(world, copy, notification)),
  );
  seat.tree = tree;
  showTime(world, tree);
  settle(world, tree, limitMs);
}
