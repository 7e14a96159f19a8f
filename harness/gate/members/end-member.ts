import { constants } from 'node:os';
import { call, closeDescriptor } from '../kernel/call.js';
import { receive, waitFor } from '../kernel/listener.js';
import { takeEnded } from '../kernel/wait.js';
import { closeInput } from './input.js';
import { count, living, processOf, reap } from './process-tracking.js';
import { closeStreams } from './streams.js';
import type { Tree } from '../world/tree.js';
import { lengthened } from '../../limits.js';

const { SIGKILL } = constants.signals;
const patienceMs = 10_000;

/**
 * Kills a member with all its descendants, whatever signals they ignore and whatever process group they are in, and
 * waits until none is left. A member that has been ended before is left alone.
 */
export function endMember(tree: Tree): void {
  if (tree.finished) return;
  tree.finished = true;
  const startedMs = performance.now();
  if (tree.stale) count(tree);
  for (let gone = false; !gone;) {
    for (const { pidfd } of living(tree)) call('pidfd_send_signal', pidfd, SIGKILL, 0, 0);
    call('kill', -tree.main.pid, SIGKILL);
    gone = tree.isHeard ? hearOfEnd(tree) : buryAll(tree);
    if (!gone) count(tree);
    if (performance.now() - startedMs > lengthened(patienceMs))
      throw new Error(
        `The gate itself failed: process ${tree.main.pid} and its children do not end when they are killed.`,
      );
  }
  buryAll(tree);
  buryOrphans(tree);
  if (tree.isHeard) closeDescriptor(tree.listener);
  closeInput(tree.input);
  closeStreams(tree.streams);
}

const hearingMs = 5;

/**
 * Takes one piece of news of a member that has been killed; whether none of its processes is left, which the listener tells
 * when the last one with its filter is gone. Since Linux 6.11 that is when it ends; before, when its ending has been taken,
 * too, so each process is buried as soon as it has ended.
 */
function hearOfEnd(tree: Tree): boolean {
  const alive = living(tree);
  const ready = waitFor([tree.listener, ...alive.map(({ pidfd }) => pidfd)], hearingMs);
  if (ready === undefined) {
    buryOrphans(tree);
  } else if (ready.index > 0) {
    for (const process of alive.slice(ready.index - 1, ready.index)) reap(tree, process);
    if (alive.length === 1) buryOrphans(tree);
  } else if (!ready.gone) {
    // A process that was made while the others were being killed: it is followed from its first call on, and killed then.
    const notification = receive(tree.listener);
    if (notification !== undefined) processOf(tree, notification.tid);
  }
  return ready?.gone === true;
}

/**
 * Buries all processes that are known and alive; whether there was none. An original has no listener that would tell, so its process is
 * asked.
 */
function buryAll(tree: Tree): boolean {
  const alive = living(tree);
  for (const process of alive) reap(tree, process);
  return alive.length === 0;
}

/** Takes the endings of descendants that became children of this process when their own parents ended. */
function buryOrphans(tree: Tree): void {
  // Those in the member's process group may never have been heard of. Its main process ends last of all.
  if (!tree.main.ended) return;
  while (takeEnded(-tree.main.pid));
  for (const { pid } of tree.processes.values()) takeEnded(pid);
}
