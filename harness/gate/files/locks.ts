import { at, native } from '../kernel/native.js';
import { call as kernel, lastError } from '../kernel/call.js';

import { isMine } from './grants.js';
import { readMemory } from '../kernel/memory.js';
import { onDescriptor, type Borrowed } from '../members/descriptors.js';
import type { DecodedCall } from '../world/call.js';
import type { Grant } from '../world/grant.js';
import { errno } from '../kernel/errno.js';
import { flock, fcntl, lockType } from '../kernel/flags.js';

/**
 * What trying gave: a value or an error that the call returns; `continue` when the kernel may now do it without waiting.
 */
export type Tried = { readonly value: number } | { readonly error: number } | 'continue' | 'would-block';

const lockBytes = 32;

/**
 * Whether a held lock call can go now. It is asked while nothing of the execution runs, so the answer stays true until
 * something is released. A lock is never waited for: that would stop the gate.
 */
export function isFree(grants: readonly Grant[], call: DecodedCall): boolean {
  if (!waits(call)) return true;
  const tried = tryLock(grants, call, true);
  return tried !== 'would-block';
}

function waits({ name, notification: { values } }: DecodedCall): boolean {
  const operation = (values[1] ?? 0) | 0;
  return name === 'flock'
    ? (operation & (flock.unlock | flock.nonBlocking)) === 0
    : operation === fcntl.waitLock || operation === fcntl.waitDescriptionLock;
}

/** Takes the lock on the process's behalf, or finds that the kernel can; with `probe`, leaves everything as it was. */
export function tryLock(grants: readonly Grant[], call: DecodedCall, probe: boolean): Tried {
  const descriptor = (call.notification.values[0] ?? 0) | 0;
  const tried = onDescriptor(call.process, descriptor, (borrowed) =>
    call.name === 'flock' ? tryFlock(grants, call, borrowed, probe) : tryRange(call, borrowed, probe),
  );
  return tried ?? 'continue';
}

function tryFlock(
  grants: readonly Grant[],
  call: DecodedCall,
  { descriptor, shared }: Borrowed,
  probe: boolean,
): Tried {
  const operation = (call.notification.values[1] ?? 0) | 0;
  if ((operation & flock.unlock) !== 0) {
    if (probe || !shared) return 'continue';
    return kernel('flock', descriptor, operation) === 0 ? { value: 0 } : { error: lastError() };
  }
  if (kernel('flock', descriptor, operation | flock.nonBlocking) !== 0) {
    const error = lastError();
    if (error === errno.EAGAIN && waits(call)) return 'would-block';
    return { error };
  }
  if (shared && !probe) return { value: 0 };
  const before = shared ? grants.find((grant) => isMine(grant, call)) : undefined;
  kernel('flock', descriptor, before === undefined ? flock.unlock : before.exclusive ? flock.exclusive : flock.shared);
  return shared ? { value: 0 } : 'continue';
}

function tryRange(call: DecodedCall, { descriptor, shared }: Borrowed, probe: boolean): Tried {
  const { base, bytes } = native();
  const command = (call.notification.values[1] ?? 0) | 0;
  const lock = base + at.lock;
  if (readMemory(call.process.pid, call.notification.values[2] ?? 0, lockBytes, at.lock) !== lockBytes)
    return 'continue';
  if (command === fcntl.setDescriptionLock || command === fcntl.waitDescriptionLock) {
    if (!shared) return 'continue';
    const result = kernel('fcntl', descriptor, probe ? fcntl.getDescriptionLock : fcntl.setDescriptionLock, lock);
    if (result !== 0) return lastError() === errno.EAGAIN && waits(call) ? 'would-block' : { error: lastError() };
    return probe && bytes.readInt16LE(at.lock) !== lockType.unlock ? 'would-block' : { value: 0 };
  }
  const wanted = Buffer.from(bytes.subarray(at.lock, at.lock + lockBytes));
  if (wanted.readInt16LE(0) === lockType.unlock) return 'continue';
  // The kernel tells of the first lock in the way, seen from here: the process's own are none, so look behind them.
  for (;;) {
    if (kernel('fcntl', descriptor, fcntl.getLock, lock) !== 0 || bytes.readInt16LE(at.lock) === lockType.unlock)
      return 'continue';
    if (bytes.readInt32LE(at.lock + 24) !== call.process.pid)
      return waits(call) ? 'would-block' : { error: errno.EAGAIN };
    const length = bytes.readBigInt64LE(at.lock + 16);
    if (length === 0n) return 'continue';
    const next = bytes.readBigInt64LE(at.lock + 8) + length;
    const end = wanted.readBigInt64LE(16) === 0n ? undefined : wanted.readBigInt64LE(8) + wanted.readBigInt64LE(16);
    if (end !== undefined && next >= end) return 'continue';
    wanted.copy(bytes, at.lock);
    bytes.writeBigInt64LE(next, at.lock + 8);
    bytes.writeBigInt64LE(end === undefined ? 0n : end - next, at.lock + 16);
  }
}
