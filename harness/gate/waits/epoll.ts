import { answerValue, continueInKernel } from '../kernel/listener.js';
import { takeEvents, writeEvents } from '../kernel/poll.js';
import { borrow } from '../members/descriptors.js';
import { withoutSignals } from './signal-descriptors.js';
import { afterMs, spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task } from '../world/tree.js';
import type { OnEvents, Wait } from '../world/wait.js';

/** A wait for the events of an epoll descriptor. */
export function epollWait(held: HeldCall): Wait {
  const { notification, name } = held;
  const [descriptor = 0, buffer = 0, most = 0, limit = 0] = notification.values;
  const untilMs = name === 'epoll_pwait2' ? until(held, spanAt(held, limit)) : afterMs(held, limit);
  return { kind: 'wait', notification, untilMs, on: { kind: 'events', descriptor, own: undefined, buffer, most } };
}

const mostEvents = 1024;

export function endEpollWait({ process }: Task, { notification }: Wait, on: OnEvents, due: boolean): boolean {
  on.own ??= borrow(process, on.descriptor | 0)?.descriptor;
  const taken = on.own === undefined ? -1 : takeEvents(on.own, Math.min(on.most, mostEvents));
  if (taken < 0) {
    continueInKernel(notification);
    return true;
  }
  const count = process.readsSignals && taken > 0 ? withoutSignals(process, on.descriptor, taken) : taken;
  if (count === 0 && !due) return false;
  writeEvents(process.pid, on.buffer, count);
  answerValue(notification, count);
  return true;
}
