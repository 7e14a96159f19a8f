import { isEnding } from '../members/proc.js';
import { living, reap } from '../members/process-tracking.js';
import { settle } from '../settle.js';
import type { Parked, Tree } from '../world/tree.js';
import type { Seat, SessionState } from './seat.js';

/**
 * A member has moved. What it did with a socket, a pipe or a file, or a signal that it has sent, may be what another one waits
 * for, so all others look again for what they wait for. A member woken by this may exit or close a socket without taking a step, which can wake others in
 * turn: it is repeated until nothing changes.
 */
export function recheckOthers(state: SessionState, moved: Tree): void {
  const { world, seats } = state;
  if (world.isSignalled) passSignals(state);
  else if ((world.sockets?.ends.size ?? 0) === 0 && !world.mayBringNews && !seats.some(waitsOutside)) return;
  recheckInTurn(state, moved);
}

/**
 * Has one member after the other look again, until nothing changes. One that is about to wake others by memory that they share stays as it
 * is until they have gone on as far as they can: whoever gives a lock back without a step between would else have it again before them. One
 * of these that comes to wake others, too, does not wait for those that wait for it.
 */
export function recheckInTurn(state: SessionState, moved: Tree): void {
  const { seats } = state;
  let last = moved;
  for (let index = 0, unchanged = 0; unchanged < seats.length; index = (index + 1) % seats.length, unchanged++) {
    const tree = seats[index]?.tree;
    if (tree === undefined || tree === last || tree.finished || isWaking(tree)) continue;
    if (!recheck(state, tree)) continue;
    last = tree;
    unchanged = 0;
  }
}

function isWaking({ tasks }: Tree): boolean {
  return [...tasks.values()].some(({ parked }) => parked?.kind === 'waking');
}

/** A signal was sent, perhaps to other members: they may have got it, be about to end by it, or have ended by it already. */
function passSignals({ world, seats }: SessionState): void {
  world.isSignalled = false;
  for (const { tree } of seats) {
    if (tree.finished) continue;
    tree.signalled = true;
    for (const process of living(tree)) if (isEnding(process.pid)) reap(tree, process);
  }
}

/** Whether a member waits for something that the gate does not see, such as a pipe, which another one may bring. */
function waitsOutside({ tree }: Seat): boolean {
  return tree.outside !== undefined && !tree.finished;
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
