import { at, native } from './native.js';
import { call, lastError } from './call.js';
import { errno, errnoName } from './errno.js';
import { pollEvent, openFlag } from './flags.js';
import { undisturbed } from './undisturbed.js';

/** One system call that a task has entered and that waits for an answer. */
export interface Notification {
  readonly listener: number;
  /** The kernel's name for it, in two halves of 32 bits. */
  readonly low: number;
  readonly high: number;
  readonly tid: number;
  readonly number: number;
  /** Its arguments, as signed numbers. */
  readonly values: readonly number[];
}

const requests = { receive: 0xc050_2100, send: 0xc018_2101, addDescriptor: 0x4018_2103, setFlags: 0x4008_2104 };

/**
 * Asks the kernel to run the two sides on one processor: three times the notifications a second, where it is known
 * (6.6).
 */
export function wakeTogether(listener: number): void {
  call('ioctl', listener, requests.setFlags, 1);
}

/** What a poll found: the index of a descriptor that is readable or whose other side has gone. */
export interface Ready {
  readonly index: number;
  readonly gone: boolean;
}

const firstReadable: Ready = { index: 0, gone: false };

/** Waits for the first of some descriptors, at most `timeoutMs`; undefined when none was ready. */
export function waitFor(descriptors: readonly number[], timeoutMs: number): Ready | undefined {
  const { words, base } = native();
  const first = at.poll / 4;
  for (let index = 0; index < descriptors.length; index++) {
    words[first + index * 2] = descriptors[index] ?? -1;
    words[first + index * 2 + 1] = pollEvent.readable;
  }
  const spec = pollSpec(timeoutMs);
  if (call('ppoll', base + at.poll, descriptors.length, spec, 0, 8) <= 0) return undefined;
  for (let index = 0; index < descriptors.length; index++) {
    const events = (words[first + index * 2 + 1] ?? 0) >>> 16;
    if (events === pollEvent.readable && index === 0) return firstReadable;
    if (events !== 0) return { index, gone: (events & pollEvent.readable) === 0 && (events & pollEvent.hungUp) !== 0 };
  }
  return undefined;
}

function pollSpec(timeoutMs: number): number {
  const { words, base } = native();
  const first = at.times / 4;
  words[first] = Math.floor(timeoutMs / 1000);
  words[first + 1] = 0;
  words[first + 2] = (timeoutMs % 1000) * 1_000_000;
  words[first + 3] = 0;
  return base + at.times;
}

/** Takes the next notification; undefined when its task has died meanwhile. */
export function receive(listener: number): Notification | undefined {
  const { unsigned, words, base } = native();
  words.fill(0, at.notification / 4, at.notification / 4 + 20);
  if (call('ioctl', listener, requests.receive, base + at.notification) !== 0) return undefined;
  return {
    listener,
    low: unsigned[0] ?? 0,
    high: unsigned[1] ?? 0,
    tid: unsigned[2] ?? 0,
    number: words[4] ?? 0,
    values: [argument(0), argument(1), argument(2), argument(3), argument(4), argument(5)],
  };
}

function argument(index: number): number {
  const { words, unsigned } = native();
  return (words[9 + 2 * index] ?? 0) * 0x1_0000_0000 + (unsigned[8 + 2 * index] ?? 0);
}

function respond(notification: Notification, value: number, error: number, flags: number): boolean {
  const { words, unsigned, base } = native();
  const word = at.response / 4;
  unsigned[word] = notification.low;
  unsigned[word + 1] = notification.high;
  unsigned[word + 2] = value >>> 0;
  words[word + 3] = Math.floor(value / 0x1_0000_0000);
  words[word + 4] = -error;
  words[word + 5] = flags;
  return call('ioctl', notification.listener, requests.send, base + at.response) === 0;
}

/** Lets the kernel do the call. */
export function continueInKernel(notification: Notification): void {
  respond(notification, 0, 0, 1);
}

/** Answers in the kernel's stead: what the call returns. */
export function answerValue(notification: Notification, value: number): void {
  respond(notification, value, 0, 0);
}

/** Answers in the kernel's stead: the number of the error with which the call fails. */
export function answerError(notification: Notification, error: number): void {
  respond(notification, 0, error, 0);
}

/** Answers with what a call gave here: a value, or the error of the last call that was made, whose number is given then. */
export function answerResult(notification: Notification, result: number): number | undefined {
  if (result >= 0) {
    answerValue(notification, result);
    return undefined;
  }
  const error = lastError();
  answerError(notification, error);
  return error;
}

/**
 * Gives the task a descriptor of this process's as the call's result. Gives the error with which the call fails instead, if it
 * does; a task that dies meanwhile hears nothing, as with any other answer.
 */
export function answerDescriptor(
  notification: Notification,
  descriptor: number,
  closesOnExec: boolean,
): string | undefined {
  const { words, unsigned, base } = native();
  const word = at.descriptor / 4;
  unsigned[word] = notification.low;
  unsigned[word + 1] = notification.high;
  words[word + 2] = 2;
  words[word + 3] = descriptor;
  words[word + 4] = 0;
  words[word + 5] = closesOnExec ? openFlag.closeOnExec : 0;
  // Where a signal breaks it off, the task has been answered without its descriptor.
  const number = undisturbed(() => call('ioctl', notification.listener, requests.addDescriptor, base + at.descriptor));
  if (number >= 0) return undefined;
  const error = lastError();
  if (error === errno.ENOENT || error === errno.ESRCH) return undefined;
  answerError(notification, error);
  return errnoName(error);
}

const atNumber = 1;

/** Puts a descriptor of this process's in the place of one of the task's, which stays in its call. */
export function putDescriptor(
  notification: Notification,
  descriptor: number,
  number: number,
  closesOnExec = false,
): void {
  const { words, unsigned, base } = native();
  const word = at.descriptor / 4;
  unsigned[word] = notification.low;
  unsigned[word + 1] = notification.high;
  words[word + 2] = atNumber;
  words[word + 3] = descriptor;
  words[word + 4] = number;
  words[word + 5] = closesOnExec ? openFlag.closeOnExec : 0;
  if (call('ioctl', notification.listener, requests.addDescriptor, base + at.descriptor) < 0)
    throw new Error(`The gate itself failed: a descriptor cannot be handed over: ${errnoName(lastError())}.`);
}
