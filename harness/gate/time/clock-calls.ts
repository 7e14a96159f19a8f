import { answerValue } from '../kernel/listener.js';
import { writeWords } from '../kernel/memory.js';
import { calendarMs, instant, seenBy, shows } from '../world/clock.js';
import type { HeldCall } from '../world/held-call.js';

/** Answers a call that reads a clock, from the virtual one; whether it was such a call. */
export function isClockRead(held: HeldCall): boolean {
  const { world, tree, task, notification, name } = held;
  const [first = 0, second = 0] = notification.values;
  const { pid } = task.process;
  switch (name) {
    case 'clock_gettime': {
      const { seconds, nanoseconds } = instant(shows(seenBy(world.clock, tree), first | 0));
      writeWords(pid, second, [seconds, nanoseconds]);
      answerValue(notification, 0);
      return true;
    }
    case 'gettimeofday': {
      const { seconds, nanoseconds } = instant(calendarMs(seenBy(world.clock, tree)));
      if (first !== 0) writeWords(pid, first, [seconds, Math.floor(nanoseconds / 1000)]);
      answerValue(notification, 0);
      return true;
    }
    case 'time': {
      const { seconds } = instant(calendarMs(seenBy(world.clock, tree)));
      if (first !== 0) writeWords(pid, first, [seconds]);
      answerValue(notification, seconds);
      return true;
    }
    default:
      return false;
  }
}
