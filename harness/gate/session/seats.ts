import { settle } from '../settle.js';
import { memberState } from '../state.js';
import { forget } from '../members/process-tracking.js';
import { endOriginal, isThere, originalOf } from '../members/original.js';
import { endMember } from '../members/end-member.js';
import { removeMade } from '../members/system-objects.js';
import { startMs } from '../world/clock.js';
import { closeDirectory } from '../world/directory.js';
import type { Member } from '../world/member.js';
import { addOriginal, giveBackOriginal, keyOf, takeOriginal } from './originals.js';
import { whyNotIdle } from './not-idle.js';
import { prepareProgram } from './program-seats.js';
import { seatAt, type Seat, type SessionState } from './seat.js';
import { copyInto, startTree } from './seat-trees.js';
import { whyStarted } from './why-started.js';

/** Starts one more member. Throws when it does not read its first line from standard input. */
export function addMember(state: SessionState, member: Member): void {
  const { seats, world, startsAs } = state;
  const ordinal = seats.length;
  const original = member.program === true ? undefined : takeOriginal(keyOf(startsAs, ordinal, member), world.clock);
  const seat: Seat = {
    tree: original?.tree ?? startTree(state, ordinal, member),
    original,
    warm: undefined,
    keepsFrom: 1,
    whyNotCopied: undefined,
    copiedFrom: 'its first line',
    prelude: [],
  };
  // It has its seat before it settles, so that it is ended with the session even where it cannot be used.
  seats.push(seat);
  if (original === undefined) prepare(state, seat);
  else copyInto(state, seat, { ordinal, member }, original);
}

/** Kills the member in a seat, if it still lives, and puts a new one there: a copy of its original where there is one. */
export function replaceMember(state: SessionState, process: number): void {
  const seat = seatAt(state, process);
  const { tree, original } = seat;
  endMember(tree);
  if (original !== undefined && isThere(original)) {
    copyInto(state, seat, tree, original);
    return;
  }
  if (original !== undefined) giveBackOriginal(original);
  seat.original = undefined;
  seat.tree = startTree(state, process, tree.member);
  prepare(state, seat);
}

/** The same where the new one need not be new: it may have executed something in this seat. */
export function replaceSpent(state: SessionState, process: number): void {
  const seat = seatAt(state, process);
  const { warm, tree } = seat;
  if (warm === undefined || !isThere(warm)) {
    dropWarm(seat);
    replaceMember(state, process);
    return;
  }
  endMember(tree);
  copyInto(state, seat, tree, warm);
}

/**
 * Keeps the idle member in a seat, which has executed something, as what those that come after it are copied from, and seats its first copy.
 * Most of its code is compiled and its memory touched, so a copy takes a good deal less than one that executes for the first time. No other
 * seat gets one: it may remember which process it was. The first one is kept after one line, since members may not grow old; one that has executed
 * more takes its place.
 */
export function keepWarm(state: SessionState, seat: Seat): void {
  const { tree, original, keepsFrom } = seat;
  if (original === undefined || tree.executed < keepsFrom) return;
  seat.keepsFrom = keptAgain * tree.executed;
  forget(tree);
  const kept = whyStarted(tree) === undefined ? originalOf(tree, state.filter) : undefined;
  if (kept === undefined) return;
  dropWarm(seat);
  seat.warm = kept;
  copyInto(state, seat, tree, kept);
}

/** So many times as much must a member have executed as the one that was kept before it. */
const keptAgain = 4;

function dropWarm(seat: Seat): void {
  if (seat.warm !== undefined) endOriginal(seat.warm);
  seat.warm = undefined;
}

/** Kills all members, and what they were copied from unless later sessions may copy it, too. */
export function endAll({ seats, world }: SessionState): void {
  for (const seat of seats) {
    const { tree, original } = seat;
    // An original that has not been copied yet sits in the seat itself.
    if (tree !== original?.tree && tree !== seat.warm?.tree) endMember(tree);
    dropWarm(seat);
    if (original !== undefined) giveBackOriginal(original);
  }
  removeMade(world);
  closeDirectory(world.directory);
  seats.length = 0;
}

/** Waits until a started member is idle; one that can be copied becomes an original, and its first copy takes its seat. */
function prepare(state: SessionState, seat: Seat): void {
  const { world, limitMs, startsAs } = state;
  const isAtStart = world.clock.nowMs === startMs;
  settle(world, seat.tree, limitMs);
  if (seat.tree.member.program === true) {
    prepareProgram(state, seat);
    return;
  }
  sleepOn(state, seat);
  if (memberState(world, seat.tree).state !== 'idle') throw new Error(whyNotIdle(world, seat.tree, limitMs));
  // What has come to its first line by way of other programs, as a version manager's, is one process by now.
  forget(seat.tree);
  const whyNot = whyStarted(seat.tree);
  const { tree } = seat;
  seat.original = whyNot === undefined ? originalOf(tree, state.filter) : undefined;
  seat.whyNotCopied = seat.original === undefined ? (whyNot ?? 'it cannot be copied') : undefined;
  if (seat.original === undefined) return;
  const key = isAtStart ? keyOf(startsAs, tree.ordinal, tree.member) : undefined;
  addOriginal(seat.original, { key, monotonicMs: world.clock.monotonicMs, stays: state.shares && isAtStart });
  copyInto(state, seat, tree, seat.original);
}

/** More often does nothing sleep that comes to its first line. */
const mostSleeps = 1000;

/** What sleeps at its start, as it connects or waits for another thread, is given the time that it asks for. */
function sleepOn({ world, passTime }: SessionState, { tree }: Seat): void {
  for (let times = 0; times < mostSleeps; times++) {
    const state = memberState(world, tree);
    if (state.state !== 'sleeping') return;
    passTime(state.untilMs);
  }
}
