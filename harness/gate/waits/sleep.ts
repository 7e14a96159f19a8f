import { answerValue } from '../kernel/listener.js';
import { spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import type { Wait } from '../world/wait.js';

const absolute = 1;

/** A wait for nothing but an instant. */
export function sleepWait(held: HeldCall): Wait {
  const { notification, name } = held;
  const [first = 0, flags = 0, third = 0] = notification.values;
  const untilMs =
    name === 'nanosleep'
      ? until(held, spanAt(held, first))
      : until(held, spanAt(held, third), (flags & absolute) === 0 ? undefined : first);
  return { kind: 'wait', notification, untilMs, on: { kind: 'time' } };
}

export function endSleepWait({ notification }: Wait, due: boolean): boolean {
  if (due) answerValue(notification, 0);
  return due;
}
