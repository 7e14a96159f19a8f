import { errno } from '../kernel/errno.js';
import { answerError, continueInKernel } from '../kernel/listener.js';
import { readBytes } from '../kernel/memory.js';
import { isPending } from '../members/proc.js';
import { spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task } from '../world/tree.js';
import type { OnSignals, Wait } from '../world/wait.js';

/** A wait for a signal: for any that is handled, or for one that is blocked and then taken. */
export function signalWait(held: HeldCall): Wait {
  const { notification, name, task } = held;
  const [set = 0, , limit = 0] = notification.values;
  if (name !== 'rt_sigtimedwait')
    return { kind: 'wait', notification, untilMs: Infinity, on: { kind: 'signals', taken: 0n } };
  const taken = readBytes(task.process.pid, set, 8)?.readBigUInt64LE() ?? 0n;
  const untilMs = limit === 0 ? Infinity : until(held, spanAt(held, limit));
  return { kind: 'wait', notification, untilMs, on: { kind: 'signals', taken } };
}

/** Ends the wait for a signal that is there to be taken, or whose time has come. A signal that is handled ends any wait. */
export function endSignalWait({ tid }: Task, { notification }: Wait, { taken }: OnSignals, due: boolean): boolean {
  if (taken !== 0n && isPending(tid, taken)) continueInKernel(notification);
  else if (due) answerError(notification, errno.EAGAIN);
  else return false;
  return true;
}
