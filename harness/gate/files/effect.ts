import { calendarMs, instant } from '../world/clock.js';
import { answerResult, continueInKernel } from '../kernel/listener.js';
import { errnoName } from '../kernel/errno.js';
import type { Access, Result } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { setChangeTimeUntold, setFileTime } from '../kernel/times.js';

/** What performing a step did. */
export interface Effect {
  readonly result: Result;
  readonly footprint: readonly Access[];
  /** What was written, one character a byte, where that is told. */
  readonly data?: string;
  /** The call is not over: its process waits on, in this rest of it. */
  readonly goesOn?: DecodedCall;
}

/** Answers a call with what it returned here: a value, or the error of the last call that was made. */
export function answerWith(call: DecodedCall, value: number): Result {
  const error = answerResult(call.notification, value);
  return error === undefined ? { value } : { error: errnoName(error) };
}

/** Gives a file, by its descriptor or its path, the virtual time as the time of its last change. */
export function touch(world: World, file: number | string): void {
  setChangeTime(world, file, true);
}

/** The same for what is at a path itself, where that is a symbolic link. */
export function touchLink(world: World, path: string): void {
  setChangeTime(world, path, false);
}

function setChangeTime({ clock, mayBringNews }: World, file: number | string, follow: boolean): void {
  const time = instant(calendarMs(clock));
  if (mayBringNews) setChangeTimeUntold(file, time, follow);
  else setFileTime('changed', file, time, follow);
}

/** Lets the kernel do a call in a form that the gate cannot make itself. */
export function performedByKernel(call: DecodedCall, footprint: readonly Access[]): Effect {
  continueInKernel(call.notification);
  return { result: { unseen: true }, footprint };
}

export function reads(object: Access['object']): Access {
  return { object, access: 'read' };
}

export function changes(object: Access['object']): Access {
  return { object, access: 'write' };
}

/** An effect that may touch more than performing the step did. */
export function alsoOn(effect: Effect, more: readonly Access[]): Effect {
  if (more.length === 0) return effect;
  const known = new Set(effect.footprint.map(({ object }) => object));
  const news = more.filter(({ object }) => !known.has(object));
  return news.length === 0 ? effect : { ...effect, footprint: [...effect.footprint, ...news] };
}
