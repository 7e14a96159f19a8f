import { closeDescriptor } from '../kernel/call.js';
import { answerDescriptor, answerValue } from '../kernel/listener.js';
import { writeBytes } from '../kernel/memory.js';
import { makeMemoryFile } from '../kernel/memory-file.js';
import { dataBytes } from '../kernel/native.js';
import { readProc } from './proc.js';
import { fillRandom } from '../world/random.js';
import type { HeldCall } from '../world/held-call.js';
import type { Tree } from '../world/tree.js';

/** Answers getrandom with seeded bytes. */
export function giveRandom({ tree, task, notification }: HeldCall): void {
  const [address = 0, wanted = 0] = notification.values;
  const bytes = randomBytes(tree, Math.min(wanted, dataBytes));
  answerValue(notification, writeBytes(task.process.pid, address, bytes));
}

/** What /proc/PID/auxv calls the place of the random bytes that the kernel gives to a program as it starts it (AT_RANDOM). */
const randomAtStart = 25n;
const bytesAtStart = 16;
const wordBytes = 8;

/**
 * Puts seeded bytes in the place of the random ones with which the kernel has just started a program: Go's runtime chooses by them which
 * goroutine goes next.
 */
export function seedAtStart(tree: Tree, pid: number): void {
  const words = Buffer.from(readProc(`/proc/${pid}/auxv`), 'latin1');
  for (let at = 0; at + 2 * wordBytes <= words.length; at += 2 * wordBytes)
    if (words.readBigUInt64LE(at) === randomAtStart)
      writeBytes(pid, Number(words.readBigUInt64LE(at + wordBytes)), randomBytes(tree, bytesAtStart));
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
