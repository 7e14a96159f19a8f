import { settle } from '../settle.js';
import { memberState, type MemberState } from '../state.js';
import { isThere, originalOf } from '../members/original.js';
import { endMember } from '../members/end-member.js';
import { removeMade } from '../members/system-objects.js';
import type { Tree } from '../world/tree.js';
import { addOriginal } from './originals.js';
import { copyInto, startTree } from './seat-trees.js';
import type { Seat, SessionState } from './seat.js';
import { whyNotAlone } from './why-started.js';

/** A program that stands before its first step becomes an original, where it can be copied. An execution will bring it its own copy. */
export function prepareProgram(state: SessionState, seat: Seat): void {
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
  if (seat.original === undefined) endStarted(state, tree);
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
  endStarted(state, seat.tree);
  world.events = world.events.filter((event) => !('process' in event) || event.process !== seat.tree.ordinal);
  seat.tree = startTree(state, seat.tree.ordinal, seat.tree.member);
  seat.tree.stopsAtFork = true;
  settle(world, seat.tree, limitMs);
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

/** Ends what was only started to see how it starts, with all that it has made of the system's own. */
function endStarted({ world }: SessionState, tree: Tree): void {
  endMember(tree);
  removeMade(world);
}
