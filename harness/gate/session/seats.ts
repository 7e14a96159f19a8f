import { settle } from '../settle.js';
import { memberState, type MemberState } from '../state.js';
import { supervise } from '../supervise.js';
import { showTime } from '../time/show-time.js';
import { sharesMemory } from '../members/proc.js';
import { forget } from '../members/process-tracking.js';
import { sharedBy } from '../members/channels.js';
import { copyOf } from '../members/copy.js';
import { isThere, originalOf, type Original } from '../members/original.js';
import { endMember } from '../members/end-member.js';
import { holdsOwnedLock } from '../members/held-locks.js';
import { isShell } from '../members/shells.js';
import { startMember } from '../members/member.js';
import { removeMade } from '../members/system-objects.js';
import { withStreams } from '../members/streams.js';
import { startMs } from '../world/clock.js';
import type { GateEvent } from '../world/events.js';
import type { SystemCall } from '../kernel/syscalls.js';
import type { Member } from '../world/member.js';
import { addOriginal, giveBackOriginal, keyOf, takeOriginal } from './originals.js';
import { whyNotIdle } from './not-idle.js';
import type { Tree } from '../world/tree.js';
import type { World } from '../world/world.js';

/** The place of one member in a session. When the member is replaced, another tree stands here. */
export interface Seat {
  tree: Tree;
  /** What the member was copied from, if it can be copied. Other seats may have the same. */
  original: Original | undefined;
  /** Why it is not copied, as the end of a sentence. */
  whyNotCopied: string | undefined;
  /** Where it is copied. */
  copiedFrom: 'its first line' | 'its first step' | 'its first fork';
  /** What it had printed before it was copied. */
  prelude: readonly GateEvent[];
}

/** What the parts of a session share. */
export interface SessionState {
  readonly world: World;
  /** By the members' ordinals. */
  readonly seats: Seat[];
  /** The descriptor of the launcher's executable, and the filter that it installs. */
  readonly image: number;
  readonly filter: Buffer;
  /** The calls that are held for the sake of sockets alone. */
  readonly onlySockets: ReadonlySet<SystemCall>;
  /** How long a member may take to settle, in real milliseconds. */
  readonly limitMs: number;
  readonly seed: number;
  /** Whether programs are copied where they can be. */
  readonly copies: boolean;
  /** What tells sessions apart whose members start differently. */
  readonly startsAs: string;
  /** Whether what members are copied from stays for later sessions. */
  readonly shares: boolean;
  /** Moves the clock to an instant. */
  readonly passTime: (toMs: number) => void;
}

/** How a member is there, where it is not warm. */
export function startOf({ whyNotCopied: why, copiedFrom }: Seat): { copiedFrom: string } | { whyNotCopied: string } {
  return why === undefined ? { copiedFrom } : { whyNotCopied: why };
}

/** The tree of the member with a number. Throws when there is no such member. */
export function treeAt(state: SessionState, process: number): Tree {
  return seatAt(state, process).tree;
}

export function seatAt({ seats }: SessionState, process: number): Seat {
  const seat = seats[process];
  if (seat === undefined)
    throw new Error(`The session has no process ${process}: it has ${seats.length}, counted from 0.`);
  return seat;
}

/** Starts one more member. Throws when it does not read its first line from standard input. */
export function addMember(state: SessionState, member: Member): void {
  const { seats, world, startsAs } = state;
  const ordinal = seats.length;
  const original = member.program === true ? undefined : takeOriginal(keyOf(startsAs, ordinal, member), world.clock);
  const seat: Seat = {
    tree: original?.tree ?? startTree(state, ordinal, member),
    original,
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

/** Kills all members, and what they were copied from unless later sessions may copy it, too. */
export function endAll({ seats, world }: SessionState): void {
  for (const { tree, original } of seats) {
    // An original that has not been copied yet sits in the seat itself.
    if (tree !== original?.tree) endMember(tree);
    if (original !== undefined) giveBackOriginal(original);
  }
  removeMade(world);
  seats.length = 0;
}

function startTree({ image, seed }: SessionState, ordinal: number, member: Member): Tree {
  const tree = startMember(image, ordinal, member);
  tree.random.state = seed + ordinal;
  return tree;
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

/** Why a member that waits for its first line is not copied. */
function whyStarted(tree: Tree): string | undefined {
  const { copyable = false } = tree.member;
  if (copyable === 'alone')
    return whyNotAlone(tree) ?? (isShell(tree.main.pid) ? 'it is a shell, which remembers its own number' : undefined);
  return copyable ? undefined : 'it is not said that it can be copied';
}

/** A program that stands before its first step becomes an original, where it can be copied. An execution will bring it its own copy. */
function prepareProgram(state: SessionState, seat: Seat): void {
  const { world, copies } = state;
  const whyNot = copies ? whyNotCopied(seat.tree, memberState(world, seat.tree)) : 'nothing is to be copied';
  if (copies && seat.tree.processes.size > 1) stopAtFork(state, seat);
  const { tree } = seat;
  const isAtFork = [...tree.tasks.values()].some(({ parked }) => parked?.kind === 'fork');
  seat.whyNotCopied = isAtFork ? whyNotAlone(tree) : whyNot;
  seat.copiedFrom = isAtFork ? 'its first fork' : 'its first step';
  if (seat.whyNotCopied === undefined) seat.original = originalOf(tree, state.filter);
  if (seat.original === undefined) seat.whyNotCopied ??= 'it may not be traced';
  else addOriginal(seat.original, { key: undefined, monotonicMs: world.clock.monotonicMs, stays: false });
  seat.prelude = world.events.filter((event) => event.kind === 'printed' && event.process === tree.ordinal);
  if (seat.original === undefined) endMember(tree);
}

/** Why a program can't be copied where it stands. */
function whyNotCopied(tree: Tree, { state }: MemberState): string | undefined {
  if (state !== 'ready') return `it is ${state} before its first step on the log`;
  const { size } = tree.processes;
  return size > 1 ? `it has ${size} processes before its first step on the log` : whyNotAlone(tree);
}

/** What has forked before its first step is started once more, and stops where it is about to do so. */
function stopAtFork(state: SessionState, seat: Seat): void {
  const { world, limitMs } = state;
  endMember(seat.tree);
  world.events = world.events.filter((event) => !('process' in event) || event.process !== seat.tree.ordinal);
  seat.tree = startTree(state, seat.tree.ordinal, seat.tree.member);
  seat.tree.stopsAtFork = true;
  settle(world, seat.tree, limitMs);
}

function whyNotAlone({ main, tasks, timers, alarms, inSystem }: Tree): string | undefined {
  if (timers.length + alarms.length > 0) return 'it has a timer';
  const shared = sharedBy(main);
  if (shared !== undefined) return `it has a ${shared} open`;
  if (inSystem !== undefined) return `it has a ${inSystem} of the system's`;
  if (sharesMemory(main.pid)) return 'it has memory that others may write';
  if (tasks.size > 1) return `it has ${tasks.size} threads`;
  return holdsOwnedLock(main.pid) ? 'it holds a lock that knows who has it' : undefined;
}

/** Puts a program into its seat that has not taken a step: a copy where there is an original, or else one that is started. */
export function putProgram(state: SessionState, seat: Seat): void {
  const { world, limitMs, seed } = state;
  const {
    original,
    tree: { member, ordinal },
  } = seat;
  if (original !== undefined && isThere(original)) {
    world.events.push(...seat.prelude);
    copyInto(state, seat, seat.tree, original);
  } else {
    seat.tree = startTree(state, ordinal, member);
    settle(world, seat.tree, limitMs);
  }
  seat.tree.random.state = seed + ordinal;
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

/** Puts a copy of an original into a seat: it is the member with that number. */
function copyInto(
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
