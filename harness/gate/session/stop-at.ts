import { constants } from 'node:os';
import { call } from '../kernel/call.js';
import { errno } from '../kernel/errno.js';
import { answerError } from '../kernel/listener.js';
import { lengthened } from '../../limits.js';
import { readProc } from '../members/proc.js';
import { taskAt } from '../state.js';
import { unpark } from '../world/tree.js';
import type { HeldStep } from '../world/step.js';
import { treeAt, type SessionState } from './seat.js';

const patienceMs = 1000;

/**
 * Stops the process of a thread that holds a step, in the midst of its call, so that a debugger can look at it; whether it has stopped.
 * The execution is of no use any more.
 */
export function stopAt(state: SessionState, step: HeldStep): boolean {
  const tree = treeAt(state, step.process);
  const task = taskAt(tree, step);
  const { parked } = task;
  if (parked?.kind !== 'step') return false;
  call('tgkill', task.process.pid, task.tid, constants.signals.SIGSTOP);
  answerError(parked.notification, errno.EIO);
  unpark(tree, task);
  for (const startedMs = performance.now(); performance.now() - startedMs < lengthened(patienceMs);)
    if (/\) T /.test(readProc(`/proc/${task.tid}/stat`))) return true;
  return false;
}
