import { answerValue, continueInKernel } from '../kernel/listener.js';
import { writeBytes } from '../kernel/memory.js';
import { processorsBefore } from '../kernel/processor.js';
import type { HeldCall } from '../world/held-call.js';

/**
 * Tells a program which processors it may run on as if the gate did not keep it to one: many start as many threads or workers as there
 * are. Once it has chosen some itself, the kernel tells them.
 */
export function tellProcessors({ task, notification }: HeldCall): void {
  const [about = 0, room = 0, address = 0] = notification.values;
  const tid = (about | 0) === 0 ? task.tid : about | 0;
  const before = task.process.choosesProcessors ? undefined : processorsBefore(tid, room);
  // The kernel says what is wrong where the program's memory cannot be written.
  if (before === undefined || writeBytes(task.process.pid, address, before) !== before.length)
    continueInKernel(notification);
  else answerValue(notification, before.length);
}
