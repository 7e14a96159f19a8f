import { answerValue } from '../kernel/listener.js';
import { spanAt, until } from './time-limit.js';
import type { HeldCall } from '../world/held-call.js';
import type { Wait } from '../world/wait.js';

const absolute = 1;

/** A thread leaves the processor to others, which means nothing where one goes on at a time; those that do so again and again wait. */
export function yieldWait({ world: { clock }, notification }: HeldCall): Wait {
  return { kind: 'wait', notification, untilMs: clock.nowMs, on: { kind: 'time' } };
}

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
