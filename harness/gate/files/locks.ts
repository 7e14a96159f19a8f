import { call as kernel, lastError } from '../kernel/call.js';

import { isMine } from './grants.js';
import { borrowing, type Borrowed } from '../members/descriptors.js';
import type { DecodedCall } from '../world/call.js';
import type { Grant } from '../world/grant.js';
import { errno } from '../kernel/errno.js';
import { flock, fcntl, lockType } from '../kernel/flags.js';
import { readRangeLock, fcntlLock, type RangeLock } from '../kernel/range-lock.js';

/**
 * What trying gave: a value or an error that the call returns; `continue` when the kernel may now do it without waiting.
 */
export type Tried = { readonly value: number } | { readonly error: number } | 'continue' | 'would-block';

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
  const tried = borrowing(call.process, descriptor, (borrowed) =>
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
  const [, command = 0, address = 0] = call.notification.values;
  const wanted = readRangeLock(call.process.pid, address);
  if (wanted === undefined) return 'continue';
  if (command === fcntl.setDescriptionLock || command === fcntl.waitDescriptionLock) {
    if (!shared || (probe && wanted.type === lockType.unlock)) return 'continue';
    const found = fcntlLock(descriptor, probe ? fcntl.getDescriptionLock : fcntl.setDescriptionLock, wanted);
    if (found === undefined)
      return lastError() === errno.EAGAIN && waits(call) ? 'would-block' : { error: lastError() };
    return probe && found.type !== lockType.unlock ? 'would-block' : { value: 0 };
  }
  return wanted.type === lockType.unlock ? 'continue' : tryProcessRange(call, descriptor, wanted);
}

/** For a lock that belongs to a process: the kernel can give it when no other process has one in the way. */
function tryProcessRange(call: DecodedCall, descriptor: number, wanted: RangeLock): Tried {
  const end = wanted.length === 0n ? undefined : wanted.start + wanted.length;
  // F_GETLK, asked from this process, also reports the target's own locks, which do not block it: skip them and look
  // behind.
  for (let asked = wanted; ;) {
    const found = fcntlLock(descriptor, fcntl.getLock, asked);
    if (found === undefined || found.type === lockType.unlock) return 'continue';
    if (found.pid !== call.process.pid) return waits(call) ? 'would-block' : { error: errno.EAGAIN };
    if (found.length === 0n) return 'continue';
    const next = found.start + found.length;
    if (end !== undefined && next >= end) return 'continue';
    asked = { ...wanted, start: next, length: end === undefined ? 0n : end - next };
  }
}
