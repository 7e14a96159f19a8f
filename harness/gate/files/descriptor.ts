import { dataBytes } from '../kernel/native.js';
import { calendarMs } from '../world/clock.js';
import { answerValue } from '../kernel/listener.js';
import { call as kernel, callNumber, withPaths } from '../kernel/call.js';
import { buffersOf } from './decode.js';
import { inodeOf } from '../world/directory.js';
import { changes, answerWith, reads, touch, performedByKernel, type Effect } from './effect.js';
import { setTimes } from './path.js';
import { statusBytes, statusOf } from '../kernel/status.js';
import { text, type Access, type Result } from '../world/step.js';
import { numberOf } from '../kernel/syscalls.js';
import { onDescriptor, type Borrowed } from '../members/descriptors.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { fcntl, openFlag } from '../kernel/flags.js';
import { writeData, readData, scatter, dataAddress, giveData, gather } from '../kernel/data.js';

const seekCurrent = 1;
const seekEnd = 2;

/**
 * Calls on a descriptor, made on a duplicate of it: both share the file's offset, so it is as if the process had made
 * them.
 */
export function performOnDescriptor(world: World, call: DecodedCall, limit: number): Effect {
  const descriptor = (call.notification.values[call.signature.descriptor ?? 0] ?? 0) | 0;
  return (
    onDescriptor(call.process, descriptor, (borrowed) => onBorrowed(world, call, borrowed, limit)) ??
    performedByKernel(call, [])
  );
}

function onBorrowed(world: World, call: DecodedCall, borrowed: Borrowed, limit: number): Effect {
  const object = fileOf(call);
  switch (call.signature.kind) {
    case 'write':
      return write(world, call, borrowed, limit) ?? performedByKernel(call, [changes(object)]);
    case 'read':
      return borrowed.shared
        ? (read(call, borrowed) ?? performedByKernel(call, [reads(object)]))
        : performedByKernel(call, [reads(object)]);
    case 'list':
      if (!borrowed.shared) return performedByKernel(call, [listing(call)]);
      return {
        result: fill(call, borrowed, Math.min(call.notification.values[2] ?? 0, dataBytes)),
        footprint: [listing(call)],
      };
    case 'look':
      return look(world, call, borrowed);
    case 'copy':
      return copy(world, call, borrowed) ?? performedByKernel(call, [changes(object)]);
    default:
      return change(world, call, borrowed);
  }
}

/** The file that a call is on, as steps touch it. */
function fileOf({ inode }: DecodedCall): Access['object'] {
  return `inode:${inode?.ordinal ?? '?'}`;
}

function listing(call: DecodedCall): Access {
  return reads(`entries:${text(call.names[0] ?? '.')}`);
}

/** After a file has changed: its time, its size, and that it was written. */
function written(world: World, call: DecodedCall, { descriptor }: Borrowed, result: Result): Effect {
  const footprint = [changes(fileOf(call))];
  if (!('value' in result)) return { result, footprint };
  touch(world, descriptor);
  if (call.inode !== undefined) call.inode.changedMs = calendarMs(world.clock);
  const size = statusOf(descriptor)?.size;
  return { result: size === undefined ? result : { value: result.value, size }, footprint };
}

/** Where a write of so many bytes has ended; undefined for one at the end of a file whose description is not the process's. */
function endOf({ descriptor, shared }: Borrowed, done: number, place: number | undefined): number | undefined {
  if (place === undefined) return shared ? kernel('lseek', descriptor, 0, seekCurrent) : undefined;
  // Linux appends what a descriptor for appending is asked to write at a place.
  return isForAppending(descriptor) ? undefined : place + done;
}

/** Says of a write where it took effect, where that was not at the end of its file. */
function placed(effect: Effect, end: number | undefined): Effect {
  const { result } = effect;
  if (!('value' in result) || result.value === 0 || end === undefined || end < 0 || end === result.size) return effect;
  return { ...effect, result: { ...result, at: end - result.value } };
}

function isForAppending(descriptor: number): boolean {
  return (kernel('fcntl', descriptor, fcntl.getFlags) & openFlag.append) !== 0;
}

function write(world: World, call: DecodedCall, borrowed: Borrowed, limit: number): Effect | undefined {
  const { values } = call.notification;
  const { descriptor, shared } = borrowed;
  const buffers = buffersOf(call.process, call.signature, call.notification);
  if (buffers === undefined || (call.name === 'pwritev2' && values[5] !== 0)) return undefined;
  // A second description has an offset of its own, which does not matter where every write goes to the end.
  if (!shared && call.name !== 'pwrite64' && !isForAppending(descriptor)) return undefined;
  const bytes = gather(call.process.pid, buffers, limit);
  if (bytes === undefined) return undefined;
  const atOffset = call.name === 'write' || call.name === 'writev' || (call.name === 'pwritev2' && values[3] === -1);
  const place = atOffset ? undefined : values[3];
  const done = writeData(descriptor, bytes, place);
  // Asked before the process goes on, since it could move the offset.
  const end = done > 0 ? endOf(borrowed, done, place) : undefined;
  return placed(written(world, call, borrowed, answerWith(call, done)), end);
}

function read(call: DecodedCall, borrowed: Borrowed): Effect | undefined {
  const { values } = call.notification;
  const buffers = buffersOf(call.process, call.signature, call.notification);
  if (buffers === undefined || call.name === 'preadv2') return undefined;
  const wanted = Math.min(
    dataBytes,
    buffers.reduce((total, [, length]) => total + length, 0),
  );
  const atOffset = call.name === 'read' || call.name === 'readv';
  const got = readData(borrowed.descriptor, wanted, atOffset ? undefined : values[3]);
  scatter(call.process.pid, buffers, got);
  return { result: answerWith(call, got), footprint: [reads(fileOf(call))] };
}

/** A call with a buffer as its second argument, which it fills. */
function fill(call: DecodedCall, { descriptor }: Borrowed, bytes: number): Result {
  const got = callNumber(call.notification.number, [descriptor, dataAddress(), bytes]);
  if (got > 0) giveData(call.process.pid, call.notification.values[1] ?? 0, got);
  return answerWith(call, got);
}

function look(world: World, call: DecodedCall, { descriptor }: Borrowed): Effect {
  const { values, number } = call.notification;
  const form = call.name === 'statx' ? 'statusX' : 'status';
  const buffer = call.signature.buffer ?? 1;
  const here = call.name === 'fstat' ? [...values] : withPaths(values, [1], ['']);
  here[0] = descriptor;
  here[buffer] = dataAddress();
  const value = callNumber(number, here);
  const footprint = [reads(fileOf(call))];
  if (value < 0) return { result: answerWith(call, value), footprint };
  const { size } = setTimes(world, form);
  giveData(call.process.pid, values[buffer] ?? 0, statusBytes[form]);
  answerValue(call.notification, value);
  return { result: { value, size }, footprint };
}

function change(world: World, call: DecodedCall, borrowed: Borrowed): Effect {
  const [, second = 0, third = 0, fourth = 0] = call.notification.values;
  const inode = fileOf(call);
  if (call.name === 'lseek' && !borrowed.shared) return performedByKernel(call, [reads(inode)]);
  const result = answerWith(call, callNumber(call.notification.number, [borrowed.descriptor, second, third, fourth]));
  if (call.name === 'lseek') return { result, footprint: third === seekEnd ? [reads(inode)] : [] };
  if (call.step.call === 'sync') return { result, footprint: [reads(inode)] };
  if (call.step.call === 'chmod') return { result, footprint: [changes(inode)] };
  return written(world, call, borrowed, result);
}

/** Copies within the kernel, where both sides go on from their own offsets. */
function copy(world: World, call: DecodedCall, out: Borrowed): Effect | undefined {
  const { values } = call.notification;
  const ranged = call.name === 'copy_file_range';
  const from = (ranged ? values[0] : values[1]) ?? -1;
  if (!out.shared || (ranged ? values[1] !== 0 || values[3] !== 0 : values[2] !== 0)) return undefined;
  return onDescriptor(call.process, from | 0, (input, status) => {
    const copied = ranged
      ? [input.descriptor, 0, out.descriptor, 0, values[4] ?? 0, values[5] ?? 0]
      : [out.descriptor, input.descriptor, 0, values[3] ?? 0];
    const effect = written(world, call, out, answerWith(call, callNumber(numberOf(call.name), copied)));
    const source = world.directory && inodeOf(world.directory, status);
    return source === undefined
      ? effect
      : { ...effect, footprint: [...effect.footprint, reads(`inode:${source.ordinal}`)] };
  });
}
