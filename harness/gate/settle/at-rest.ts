import { answerValue, continueInKernel } from '../kernel/listener.js';
import { arrange, giveOrdinals } from '../members/birth-order.js';
import { feed } from '../members/input.js';
import { hasSignal, waitingSignals } from '../members/proc.js';
import { count } from '../members/process-tracking.js';
import { waitsForOther } from '../state.js';
import { endBySignalToRead } from '../waits/signal-descriptors.js';
import { maskWhile } from '../waits/signal-mask.js';
import { supervise } from '../supervise.js';
import { endWait } from '../waits/waits.js';
import { unpark, type Input, type Task, type Tree } from '../world/tree.js';
import type { DecodedCall } from '../world/call.js';
import type { Wait } from '../world/wait.js';
import type { World } from '../world/world.js';

/** Whether nothing in a member can go on by itself. Where something can, one thread of it is set going. */
export function isAtRest(world: World, tree: Tree): boolean {
  if (tree.stale) {
    if (count(tree)) return false;
    tree.stale = false;
    arrange(tree);
  }
  const mayMove = tree.tasks.size > 1 || tree.mustRecheck || tree.threadEnded || tree.takesTurns;
  if (mayMove && setGoing(world, tree)) return false;
  // What reads only once it is told that there is something is told of what did not fit into its input before.
  if (feedMore(tree.input)) {
    tree.mustRecheck = true;
    return false;
  }
  giveOrdinals(tree);
  return true;
}

/** Whether more has been put into a member's standard input, which it had taken from there. */
function feedMore(input: Input): boolean {
  const before = input.pending.length;
  if (before > 0) feed(input);
  return input.pending.length < before;
}

/** Sets one thread going that no longer has to wait, the first born first; whether there was one. */
function setGoing(world: World, tree: Tree): boolean {
  if (takeTurn(world, tree) || goOnWaking(world, tree) || goOnWoken(tree)) return true;
  const holds = holdsStep(tree);
  if (holds && !tree.mustRecheck && !tree.threadEnded) return false;
  if (endOne(world, tree, false)) return true;
  // What wakes a futex is seen, but for the end of a thread and for memory that processes share.
  if ((!holds || tree.threadEnded) && endOne(world, tree, true)) return true;
  tree.mustRecheck = false;
  tree.threadEnded = false;
  return false;
}

/** Lets the first born of those that wait for their turn make its call; whether there was one. */
export function takeTurn(world: World, tree: Tree): boolean {
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'turn') continue;
    supervise(world, tree, task.parked.notification);
    return true;
  }
  return false;
}

function holdsStep(tree: Tree): boolean {
  for (const { parked } of tree.tasks.values()) if (parked?.kind === 'step') return true;
  return false;
}

/** Lets the first born of those that are about to wake another thread go on; whether there was one. */
function goOnWaking(world: World, tree: Tree): boolean {
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'waking') continue;
    if (task.parked.mayBeOthers === true) world.lookAgain(tree);
    continueInKernel(task.parked.notification);
    unpark(tree, task);
    tree.mustRecheck = true;
    return true;
  }
  return false;
}

/** Lets the first born of those that have been woken go on; whether there was one. */
export function goOnWoken(tree: Tree): boolean {
  for (const task of tree.tasks.values()) {
    if (task.parked?.kind !== 'woken') continue;
    answerValue(task.parked.notification, 0);
    unpark(tree, task);
    return true;
  }
  return false;
}

/**
 * So often a thread goes on before those that were born after it have their turn. It may go round until one of them has read what it is told
 * of again and again.
 */
const timesInTurn = 16;

/** The threads in the order in which they go on: by birth, but those that have had fewer turns since the member was set going come first. */
function inTurn({ tasks, wakings }: Tree): readonly Task[] {
  const turnsOf = ({ tid }: Task): number => Math.floor((wakings.get(tid) ?? 0) / timesInTurn);
  return [...tasks.values()].toSorted((one, other) => turnsOf(one) - turnsOf(other));
}

/** Ends the first wait that can end, among those for a futex or among all others; whether there was one. */
function endOne(world: World, tree: Tree, onFutex: boolean): boolean {
  const next = inTurn(tree).find((task) => endsItsWait(world, tree, task, onFutex));
  if (next === undefined) return false;
  unpark(tree, next);
  tree.wakings.set(next.tid, (tree.wakings.get(next.tid) ?? 0) + 1);
  return true;
}

/** Ends the wait of a thread if it can end, and is one for a futex or none; whether it did. */
function endsItsWait(world: World, tree: Tree, task: Task, onFutex: boolean): boolean {
  const { parked } = task;
  if (!onFutex && parked?.kind === 'step') return isInterruptedStep(world, tree, task, parked.call);
  if (parked?.kind !== 'wait' || (parked.on.kind === 'futex' && parked.untilMs > world.clock.nowMs) !== onFutex)
    return false;
  return endWait(world, tree, task, parked) || isInterrupted(tree, task, parked);
}

/** Steps of which a part may have been made already are not ended: what they have sent or written would be sent once more. */
const endBySignal: ReadonlySet<string> = new Set(['lock', 'receive', 'accept']);

/**
 * The same for a step that can't go, such as one that receives what nobody has sent. The kernel makes the call, which a signal ends; one
 * that has written a part into a pipe returns how much that was.
 */
function isInterruptedStep(world: World, tree: Tree, task: Task, call: DecodedCall): boolean {
  if (tree.processes.size === 1 && !tree.signalled) return false;
  const { pipe, step, notification } = call;
  const ends = pipe !== undefined || endBySignal.has(step.call);
  if (!ends || !hasSignal(task.tid) || !waitsForOther(world, call)) return false;
  if (pipe !== undefined && pipe.done > 0) answerValue(notification, pipe.done);
  else continueInKernel(notification);
  return true;
}

/** Ends a wait for the sake of a signal, such as one that a dead child has sent, as the kernel would; whether there was one to handle or to read. */
function isInterrupted(tree: Tree, task: Task, wait: Wait): boolean {
  if (tree.processes.size === 1 && !tree.signalled) return false;
  const { all, toHandle } = waitingSignals(task.tid, maskWhile(task, wait));
  if (toHandle === 0n) return endBySignalToRead(task, wait, all);
  continueInKernel(wait.notification);
  return true;
}
