import { call as kernel, closeDescriptor, lastError, openPath } from '../kernel/call.js';
import { gather, readData, scatter, dataOf, writeData } from '../kernel/data.js';
import { errno, errnoName } from '../kernel/errno.js';
import { fcntl, openFlag, pollEvent } from '../kernel/flags.js';
import { answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { dataBytes } from '../kernel/native.js';
import { pollOwn } from '../kernel/poll.js';
import { borrowing, statusFlags, type Borrowed } from '../members/descriptors.js';
import { buffersOf } from './decode.js';
import { copy } from './copy.js';
import { alsoOn, changes, type Effect } from './effect.js';
import { written } from './written.js';
import type { Access } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall, OnPipe } from '../world/call.js';
import type { Piece } from '../kernel/memory.js';

/**
 * Reads and writes of a pipe that has a name in the directory. The gate must not wait itself for room or for bytes that another
 * process brings, so it makes them through a description of its own, which doesn't wait; the call stays held until they can go.
 */

/** Whether a call on a pipe can go without waiting for another process. */
export function canGoOnPipe(call: DecodedCall, pipe: OnPipe): boolean {
  const { process, signature, step, notification } = call;
  if (step.bytes === 0 || signature.kind === 'copy' || (signature.kind === 'write' && !pipe.triedInVain)) return true;
  const own = (notification.values[signature.descriptor ?? 0] ?? 0) | 0;
  const can = borrowing(process, own, (borrowed) => {
    if (!waits(call, borrowed)) return true;
    const asked = signature.kind === 'read' ? pollEvent.readable : pollEvent.writable;
    if (pollOwn([{ descriptor: borrowed.descriptor, asked }])[0] !== 0) return true;
    return signature.kind === 'read' && atEnd(borrowed);
  });
  return can ?? true;
}

function waits({ process, signature, notification }: DecodedCall, borrowed: Borrowed): boolean {
  const descriptor = (notification.values[signature.descriptor ?? 0] ?? 0) | 0;
  return (statusFlags(process, descriptor, borrowed) & openFlag.nonBlocking) === 0;
}

/** Whether a read of an empty pipe would not wait: nobody could write to it, or it is not open to be read. */
function atEnd(borrowed: Borrowed): boolean {
  return withoutWaiting(borrowed, 0, (descriptor) => readData(descriptor, 1)) !== -errno.EAGAIN;
}

/**
 * Makes a call on a description of the pipe that doesn't wait, or on the process's own where that isn't open for such a call. Gives what
 * it returned, an error as its negative number, or undefined where there can be no other description.
 */
function withoutWaiting(
  { descriptor }: Borrowed,
  access: number,
  make: (descriptor: number) => number,
): number | undefined {
  const flags = kernel('fcntl', descriptor, fcntl.getFlags) & (openFlag.accessMode | openFlag.pathOnly);
  if (flags !== access && flags !== openFlag.readWrite) return resultOf(make(descriptor));
  const own = openPath(`/proc/self/fd/${descriptor}`, access | openFlag.nonBlocking | openFlag.closeOnExec);
  if (own < 0) return undefined;
  const result = resultOf(make(own));
  closeDescriptor(own);
  return result;
}

function resultOf(made: number): number {
  return made < 0 ? -lastError() : made;
}

/** Writes as much as there is room for; the rest stays held. Undefined where the kernel has to do it. */
export function writeToPipe(
  world: World,
  call: DecodedCall,
  borrowed: Borrowed,
  limit: number,
): Effect | 'would-block' | undefined {
  const { pipe, process, notification, signature, step } = call;
  const buffers = buffersOf(process, signature, notification);
  if (pipe === undefined || buffers === undefined) return undefined;
  const most = Math.min(limit, dataBytes);
  const bytes = gather(process.pid, behind(buffers, pipe.done), most);
  if (bytes === undefined || bytes === 0) return undefined;
  const done = withoutWaiting(borrowed, openFlag.writeOnly, (descriptor) => writeData(descriptor, bytes));
  const footprint = ofPipe(call);
  if (done === -errno.EAGAIN) {
    if (waits(call, borrowed)) {
      pipe.triedInVain = true;
      return 'would-block';
    }
    answerError(notification, errno.EAGAIN);
    return { result: { error: 'EAGAIN' }, footprint };
  }
  // Such as that there is nobody to read it: the kernel finds the same, and signals it.
  if (done === undefined || done < 0) {
    continueInKernel(notification);
    return { result: done === undefined ? { unseen: true } : { error: errnoName(-done) }, footprint };
  }
  const data = world.tellsData ? dataOf(done).toString('latin1') : undefined;
  const effect: Effect = {
    ...written(world, call, borrowed, { value: done }),
    footprint,
    ...(data !== undefined && { data }),
  };
  const asked = step.bytes ?? done;
  if (done === asked || limit < asked || !waits(call, borrowed)) {
    answerValue(notification, pipe.done + done);
    return effect;
  }
  const rest = { ...step, bytes: asked - done };
  return { ...effect, goesOn: { ...call, step: rest, pipe: { done: pipe.done + done, triedInVain: true } } };
}

/** What lies in buffers behind their first bytes. */
function behind(buffers: readonly Piece[], done: number): readonly Piece[] {
  let left = done;
  return buffers.map(([address, length]): Piece => {
    const skipped = Math.min(left, length);
    left -= skipped;
    return [address + skipped, length - skipped];
  });
}

/** Reads what lies in a pipe. Undefined where the kernel has to do it. */
export function readFromPipe(call: DecodedCall, borrowed: Borrowed): Effect | 'would-block' | undefined {
  const { process, notification, signature } = call;
  const buffers = buffersOf(process, signature, notification);
  if (buffers === undefined || call.name === 'preadv2') return undefined;
  const wanted = Math.min(
    dataBytes,
    buffers.reduce((total, [, length]) => total + length, 0),
  );
  const got = withoutWaiting(borrowed, 0, (descriptor) => readData(descriptor, wanted));
  if (got === undefined) return undefined;
  if (got === -errno.EAGAIN && waits(call, borrowed)) return 'would-block';
  const footprint = ofPipe(call);
  if (got < 0) {
    answerError(notification, -got);
    return { result: { error: errnoName(-got) }, footprint };
  }
  scatter(process.pid, buffers, got);
  answerValue(notification, got);
  return { result: { value: got }, footprint };
}

/** What is in a pipe may be waited for, as what is in a socket may. */
export function ofPipe({ inode }: DecodedCall): Access[] {
  const ordinal = inode?.ordinal ?? '?';
  return [changes(`inode:${ordinal}`), changes(`socket:${ordinal}`)];
}

/** Copies into a pipe. Undefined where the kernel has to do it, since there is no room. */
export function copyToPipe(world: World, call: DecodedCall, borrowed: Borrowed): Effect | undefined {
  let effect: Effect | undefined;
  withoutWaiting(borrowed, openFlag.writeOnly, (descriptor) => {
    effect = copy(world, call, { ...borrowed, descriptor });
    return 0;
  });
  return effect && alsoOn(effect, ofPipe(call));
}
