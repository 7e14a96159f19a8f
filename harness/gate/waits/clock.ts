import { nameOf } from '../kernel/syscalls.js';
import { answerClock } from '../time/clock-calls.js';
import { moveAfter } from './empty.js';
import type { HeldCall } from '../world/held-call.js';
import type { Task, Tree } from '../world/tree.js';
import type { Wait } from '../world/wait.js';
import type { World } from '../world/world.js';

/**
 * A thread reads the clock again and again, until it has moved: by a moment at first, since some wait for just that, and then by
 * ever longer spans, since others wait for a time.
 */
export function clockWait({ world: { clock }, task, notification }: HeldCall): Wait {
  const untilMs = clock.nowMs + moveAfter(task.clockWaits++);
  return { kind: 'wait', notification, untilMs, on: { kind: 'clock' } };
}

export function endClockWait(world: World, tree: Tree, task: Task, { notification, untilMs }: Wait): boolean {
  const name = nameOf(notification.number);
  if (untilMs > world.clock.nowMs || name === undefined) return false;
  task.clockReads = 0;
  answerClock({ world, tree, task, notification, name });
  return true;
}
