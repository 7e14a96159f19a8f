import { at, dataBytes, native } from '../kernel/native.js';
import { call, closeDescriptor, put } from '../kernel/call.js';
import { calendarMs, instant, seenBy, shows } from '../world/clock.js';
import { answerDescriptor, answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { writeMemory } from '../kernel/memory.js';
import { fillRandom } from '../world/random.js';
import { lookAtTimer, setTimer } from './timers.js';
import type { HeldCall } from '../world/held-call.js';
import type { Process } from '../world/process.js';

/**
 * Answers the calls of which the gate knows better than the kernel: clocks and randomness; whether this was one of
 * them.
 */
export function isAnswered(held: HeldCall): boolean {
  const { world, tree, notification, name } = held;
  const { process } = held.task;
  const [first = 0, second = 0] = notification.values;
  const clock = seenBy(world.clock, tree);
  switch (name) {
    case 'clock_gettime':
      giveTime(process, second, shows(clock, first | 0), 1);
      break;
    case 'gettimeofday':
      if (first !== 0) giveTime(process, first, calendarMs(clock), 1000);
      break;
    case 'time': {
      const { seconds } = instant(calendarMs(clock));
      if (first !== 0) giveTime(process, first, calendarMs(clock), 0);
      answerValue(notification, seconds);
      return true;
    }
    case 'getrandom':
      answerValue(notification, giveRandom(held, first, second));
      return true;
    case 'timerfd_settime':
      setTimer(held);
      return true;
    case 'timerfd_gettime':
      lookAtTimer(held);
      return true;
    case 'umask':
      process.umask = first & 0o777;
      continueInKernel(notification);
      return true;
    case 'arch_prctl':
    case 'set_tid_address':
      continueInKernel(notification);
      return true;
    default:
      return false;
  }
  answerValue(notification, 0);
  return true;
}

function giveTime(process: Process, address: number, ms: number, unit: 0 | 1 | 1000): void {
  const { bytes } = native();
  const { seconds, nanoseconds } = instant(ms);
  bytes.writeBigInt64LE(BigInt(seconds), at.small);
  bytes.writeBigInt64LE(BigInt(unit === 0 ? 0 : Math.floor(nanoseconds / unit)), at.small + 8);
  writeMemory(process.pid, address, unit === 0 ? 8 : 16, at.small);
}

function giveRandom({ tree, task: { process } }: HeldCall, address: number, wanted: number): number {
  const length = Math.min(wanted, dataBytes);
  fillRandom(tree.random, native().bytes.subarray(at.data, at.data + length));
  return length === 0 ? 0 : writeMemory(process.pid, address, length, at.data);
}

/** Making them takes time, and who opens such a source wants a few. */
const randomBytes = 1 << 16;

/** Gives a file full of seeded bytes in place of a source of random ones. */
export function openRandom({ tree, notification }: HeldCall): void {
  const file = call('memfd_create', put(at.path, Buffer.from('logtorture-random\0')), 1);
  const length = Math.min(randomBytes, dataBytes);
  fillRandom(tree.random, native().bytes.subarray(at.data, at.data + length));
  if (file < 0) {
    answerError(notification, 24);
    return;
  }
  call('pwrite64', file, native().base + at.data, length, 0);
  answerDescriptor(notification, file, true);
  closeDescriptor(file);
}
