import { call as kernel } from '../kernel/call.js';
import { fcntl, openFlag } from '../kernel/flags.js';
import { statusOf } from '../kernel/status.js';
import { calendarMs } from '../world/clock.js';
import { changes, touch, type Effect } from './effect.js';
import { modified } from '../world/directory.js';
import type { Borrowed } from '../members/descriptors.js';
import type { Access, Result } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

const seekCurrent = 1;

/** The file that a call is on, as steps touch it. */
export function fileOf({ inode }: DecodedCall): Access['object'] {
  return `inode:${inode?.ordinal ?? '?'}`;
}

/** After a file has changed: its time, its size, and that it was written. */
export function written(world: World, call: DecodedCall, { descriptor }: Borrowed, result: Result): Effect {
  const footprint = [changes(fileOf(call))];
  if (!('value' in result)) return { result, footprint };
  // A write of nothing leaves a file as old as it was.
  const isNothing = result.value === 0 && (call.step.call === 'write' || call.step.call === 'copy');
  if (isNothing) return { result: { value: 0, size: statusOf(descriptor)?.size ?? 0 }, footprint };
  // To be as long as before may leave a file as old as it was.
  if (call.inode === undefined || (call.step.call !== 'write' && call.step.call !== 'copy')) touch(world, descriptor);
  if (call.inode !== undefined) modified(call.inode, calendarMs(world.clock));
  const size = statusOf(descriptor)?.size;
  return { result: size === undefined ? result : { value: result.value, size }, footprint };
}

/** Where a write of so many bytes has ended; undefined for one at the end of a file whose description is not the process's. */
export function endOf({ descriptor, shared }: Borrowed, done: number, place: number | undefined): number | undefined {
  if (place === undefined) return shared ? kernel('lseek', descriptor, 0, seekCurrent) : undefined;
  // Linux appends what a descriptor for appending is asked to write at a place.
  return isForAppending(descriptor) ? undefined : place + done;
}

/** Says of a write where it took effect, where that was not at the end of its file. */
export function placed(effect: Effect, end: number | undefined): Effect {
  const { result } = effect;
  if (!('value' in result) || result.value === 0 || end === undefined || end < 0 || end === result.size) return effect;
  return { ...effect, result: { ...result, at: end - result.value } };
}

export function isForAppending(descriptor: number): boolean {
  return (kernel('fcntl', descriptor, fcntl.getFlags) & openFlag.append) !== 0;
}
