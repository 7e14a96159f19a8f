import { at, native } from '../kernel/native.js';
import { calendarMs } from '../world/clock.js';
import { call as kernel, lastError } from '../kernel/call.js';
import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { errnoName } from '../kernel/errno.js';
import type { Access, Result } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/** What performing a step did. */
export interface Effect {
  readonly result: Result;
  readonly footprint: readonly Access[];
}

/** Answers a call with what it returned here: a value, or the error of the last call that was made. */
export function answerWith(call: DecodedCall, value: number): Result {
  if (value < 0) {
    const error = lastError();
    answerError(call.notification, error);
    return { error: errnoName(error) };
  }
  answerValue(call.notification, value);
  return { value };
}

/** Gives a file the virtual time as the time of its last change. */
export function touch(world: World, descriptor: number, pathAddress: number): void {
  const { words, bytes, base } = native();
  const keep = 0x3fff_fffe;
  const first = at.times / 4;
  words[first + 2] = keep;
  words[first + 3] = 0;
  const seconds = Math.floor(calendarMs(world.clock) / 1000);
  bytes.writeBigInt64LE(BigInt(seconds), at.times + 16);
  bytes.writeBigInt64LE(BigInt(Math.round((calendarMs(world.clock) - seconds * 1000) * 1e6)), at.times + 24);
  kernel('utimensat', descriptor, pathAddress, base + at.times, 0);
}

let ownMask: number | undefined;

/** Makes a call under the file mode mask of the process for which it is made. */
export function underMask(call: DecodedCall, make: () => number): number {
  ownMask ??= readMask();
  if (ownMask === call.process.umask) return make();
  kernel('umask', call.process.umask);
  const result = make();
  kernel('umask', ownMask);
  return result;
}

export function readMask(): number {
  const mask = kernel('umask', 0o077);
  kernel('umask', mask);
  return mask;
}

/** Lets the kernel do a call in a form that the gate cannot make itself. */
export function performedByKernel(call: DecodedCall, footprint: readonly Access[]): Effect {
  continueInKernel(call.notification);
  return { result: { unseen: true }, footprint };
}

export function reads(object: string): Access {
  return { object, access: 'read' };
}

export function changes(object: string): Access {
  return { object, access: 'write' };
}

/** An effect that may touch more than performing the step did. */
export function alsoOn(effect: Effect, more: readonly Access[]): Effect {
  if (more.length === 0) return effect;
  const known = new Set(effect.footprint.map(({ object }) => object));
  const news = more.filter(({ object }) => !known.has(object));
  return news.length === 0 ? effect : { result: effect.result, footprint: [...effect.footprint, ...news] };
}
