import { closeDescriptor } from '../kernel/call.js';
import { answerDescriptor, answerValue } from '../kernel/listener.js';
import { writeBytes } from '../kernel/memory.js';
import { makeMemoryFile } from '../kernel/memory-file.js';
import { dataBytes } from '../kernel/native.js';
import { fillRandom } from '../world/random.js';
import type { HeldCall } from '../world/held-call.js';
import type { Tree } from '../world/tree.js';

/** Answers getrandom with seeded bytes. */
export function giveRandom({ tree, task, notification }: HeldCall): void {
  const [address = 0, wanted = 0] = notification.values;
  const bytes = randomBytes(tree, Math.min(wanted, dataBytes));
  answerValue(notification, writeBytes(task.process.pid, address, bytes));
}

/** Making them takes time, and a process that opens such a source wants a few. */
const bytesInSource = 1 << 16;

/** Gives a file full of seeded bytes in place of a source of random ones. */
export function openRandom({ tree, notification }: HeldCall): void {
  const file = makeMemoryFile('random', randomBytes(tree, bytesInSource));
  answerDescriptor(notification, file, true);
  closeDescriptor(file);
}

function randomBytes({ random }: Tree, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  fillRandom(random, bytes);
  return bytes;
}
