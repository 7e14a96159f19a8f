import { constants } from 'node:os';
import { call, closeDescriptor } from '../kernel/call.js';
import { receive, waitFor } from '../kernel/listener.js';
import { closeInput } from './input.js';
import { count, reap } from './process-tracking.js';
import { closeStreams } from './streams.js';
import type { Tree } from '../world/tree.js';

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
    for (const process of tree.processes.values())
      if (!process.ended) call('pidfd_send_signal', process.pidfd, SIGKILL, 0, 0);
    call('kill', -tree.main.pid, SIGKILL);
    gone = areGone(tree);
    if (!gone) count(tree);
    if (performance.now() - startedMs > patienceMs)
      throw new Error(
        `The gate itself failed: process ${tree.main.pid} and its children do not end when they are killed.`,
      );
  }
  for (const process of tree.processes.values()) if (!process.ended) reap(tree, process);
  if (tree.original === undefined) closeDescriptor(tree.listener);
  closeInput(tree.input);
  closeStreams(tree.streams);
}

/**
 * Whether all processes of a member that has been killed are gone. The listener hears when the last process with its
 * filter is gone. A copy's original has the same filter and stays, so the processes of a copy are asked one by one.
 */
function areGone(tree: Tree): boolean {
  if (tree.original === undefined) {
    const ready = waitFor([tree.listener], 5);
    if (ready !== undefined && !ready.gone) receive(tree.listener);
    return ready?.gone === true;
  }
  const alive = [...tree.processes.values()].filter(({ ended }) => !ended);
  for (const process of alive) reap(tree, process);
  return alive.length === 0;
}
