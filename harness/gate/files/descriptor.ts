import { dataBytes } from '../kernel/native.js';
import { calendarMs, instant } from '../world/clock.js';
import { answerValue } from '../kernel/listener.js';
import { callNumber, withPaths } from '../kernel/call.js';
import { buffersOf } from './decode.js';
import { changes, answerWith, reads, performedByKernel, type Effect } from './effect.js';
import { copy } from './copy.js';
import { endOf, fileOf, isForAppending, placed, written } from './written.js';
import { copyToPipe, ofPipe, readFromPipe, writeToPipe } from './pipe.js';
import { setTimesOf } from './file-times.js';
import { setTimes } from './status.js';
import { statusBytes } from '../kernel/status.js';
import { text, type Access, type Result } from '../world/step.js';
import { rowOf } from '../kernel/syscalls.js';
import { undisturbed } from '../kernel/undisturbed.js';
import { borrowing, type Borrowed } from '../members/descriptors.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { dataOf, writeData, readData, scatter, dataAddress, giveData, gather } from '../kernel/data.js';

const seekEnd = 2;

/**
 * Calls on a descriptor, made on a duplicate of it: both share the file's offset, so it is as if the process had made
 * them.
 */
export function performOnDescriptor(world: World, call: DecodedCall, limit: number): Effect | 'would-block' {
  const descriptor = (call.notification.values[call.signature.descriptor ?? 0] ?? 0) | 0;
  return (
    borrowing(call.process, descriptor, (borrowed) => onBorrowed(world, call, borrowed, limit)) ??
    performedByKernel(call, [])
  );
}

/** The same on a duplicate that is there already. */
export function onBorrowed(world: World, call: DecodedCall, borrowed: Borrowed, limit: number): Effect | 'would-block' {
  const object = fileOf(call);
  if (call.pipe !== undefined) return onPipe(world, call, borrowed, limit);
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
        result: list(call, borrowed, Math.min(call.notification.values[2] ?? 0, dataBytes)),
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

function onPipe(world: World, call: DecodedCall, borrowed: Borrowed, limit: number): Effect | 'would-block' {
  switch (call.signature.kind) {
    case 'write':
      return writeToPipe(world, call, borrowed, limit) ?? performedByKernel(call, ofPipe(call));
    case 'read':
      return readFromPipe(call, borrowed) ?? performedByKernel(call, ofPipe(call));
    default:
      return copyToPipe(world, call, borrowed) ?? performedByKernel(call, ofPipe(call));
  }
}

function listing(call: DecodedCall): Access {
  return reads(`entries:${text(call.names[0] ?? '.')}`);
}

function write(world: World, call: DecodedCall, borrowed: Borrowed, limit: number): Effect | undefined {
  const { values } = call.notification;
  const { descriptor, shared } = borrowed;
  const buffers = buffersOf(call.process, call.signature, call.notification);
  if (buffers === undefined) return undefined;
  // A second description has an offset of its own, which does not matter where every write goes to the end.
  if (!shared && call.name !== 'pwrite64' && !isForAppending(descriptor)) return undefined;
  const bytes = gather(call.process.pid, buffers, limit);
  if (bytes === undefined) return undefined;
  const atOffset = call.name === 'write' || call.name === 'writev' || (call.name === 'pwritev2' && values[3] === -1);
  const place = atOffset ? undefined : values[3];
  const done = writeData(descriptor, bytes, place, call.name === 'pwritev2' ? values[5] : 0);
  // Asked before the process goes on, since it could move the offset.
  const end = done > 0 ? endOf(borrowed, done, place) : undefined;
  const data = world.tellsData && done > 0 ? dataOf(done).toString('latin1') : undefined;
  const effect = placed(written(world, call, borrowed, answerWith(call, done)), end);
  return data === undefined ? effect : { ...effect, data };
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

/** A list goes into the buffer that is the call's second argument. A signal would end it after any of its entries. */
function list(call: DecodedCall, { descriptor }: Borrowed, bytes: number): Result {
  const got = undisturbed(() => callNumber(call.notification.number, [descriptor, dataAddress(), bytes]));
  if (got > 0) giveData(call.process.pid, call.notification.values[1] ?? 0, got);
  return answerWith(call, got);
}

function look(world: World, call: DecodedCall, { descriptor }: Borrowed): Effect {
  const { values, number } = call.notification;
  const form = call.name === 'statx' ? 'statusX' : 'status';
  const { buffer } = call.signature;
  const footprint = [reads(fileOf(call))];
  const here = onSelf(call, descriptor);
  const place = buffer ?? 1;
  if (call.step.call === 'access') return { result: answerWith(call, callNumber(number, here)), footprint };
  here[place] = dataAddress();
  const value = callNumber(number, here);
  if (value < 0) return { result: answerWith(call, value), footprint };
  const { size } = setTimes(world, form, descriptor);
  giveData(call.process.pid, values[place] ?? 0, statusBytes[form]);
  answerValue(call.notification, value);
  return { result: { value, size }, footprint };
}

/** The arguments of a call on a descriptor, which is this process's own; where it takes a path, that is empty. */
function onSelf({ name, notification: { values } }: DecodedCall, descriptor: number): number[] {
  const here = rowOf(name).step?.at === true ? withPaths(values, [1], ['']) : [...values];
  here[0] = descriptor;
  return here;
}

function change(world: World, call: DecodedCall, borrowed: Borrowed): Effect {
  const { values, number } = call.notification;
  const inode = fileOf(call);
  if (call.name === 'lseek' && !borrowed.shared) return performedByKernel(call, [reads(inode)]);
  const { step } = call;
  const value =
    step.call === 'utimes'
      ? setTimesOf(call, instant(calendarMs(world.clock)), borrowed.descriptor)
      : callNumber(number, onSelf(call, borrowed.descriptor));
  const result = answerWith(call, value);
  if (call.name === 'lseek') return { result, footprint: values[2] === seekEnd ? [reads(inode)] : [] };
  if (step.call === 'sync') return { result, footprint: [reads(inode)] };
  if (step.call !== 'truncate' && step.call !== 'allocate') {
    if (call.inode !== undefined && 'value' in result) call.inode.changedMs = calendarMs(world.clock);
    return { result, footprint: [changes(inode)] };
  }
  return written(world, call, borrowed, result);
}
