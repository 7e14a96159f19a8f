import { dataBytes } from './kernel/native.js';
import { answerError, answerValue, continueInKernel } from './kernel/listener.js';
import { errnoName, errnoNumber } from './kernel/errno.js';
import { noteGrant } from './files/grants.js';
import { tryLock } from './files/locks.js';
import { performOnDescriptor } from './files/descriptor.js';
import { performOnAttribute } from './files/attributes.js';
import { performOpen } from './files/open.js';
import { performOnPath } from './files/path.js';
import { performStatus } from './files/status.js';
import { performOnSocket } from './sockets/perform.js';
import type { Effect } from './files/effect.js';
import type { Access } from './world/step.js';
import type { World } from './world/world.js';
import type { DecodedCall } from './world/call.js';

/**
 * What becomes of a released step other than what the kernel would do: it fails with an error, returns a value without
 * doing anything, writes only its first bytes, or takes effect while its process is killed before it learns of it.
 */
export type Answer =
  | { readonly error: string }
  | { readonly value: number }
  | { readonly shortBytes: number; readonly thenKill?: true }
  | { readonly thenKill: true };

/**
 * Performs a held call on its process's behalf and answers it; `would-block` when it is a lock that cannot be had. Nothing
 * else of the execution runs meanwhile, so what is looked at just before and after is what the call found and left.
 */
export function perform(world: World, call: DecodedCall, answer: Answer | undefined): Effect | 'would-block' {
  if (answer !== undefined && 'error' in answer) {
    answerError(call.notification, errnoNumber(answer.error));
    return { result: { error: answer.error }, footprint: [] };
  }
  if (answer !== undefined && 'value' in answer) {
    answerValue(call.notification, answer.value);
    return { result: { value: answer.value }, footprint: [] };
  }
  switch (call.signature.kind) {
    case 'path':
      return performOnPath(world, call);
    case 'open':
      return performOpen(world, call);
    case 'status':
    case 'statusX':
    case 'link':
      return performStatus(world, call);
    case 'attribute':
      return performOnAttribute(world, call);
    case 'lock':
      return performLock(world, call);
    case 'close':
      continueInKernel(call.notification);
      return { result: { value: 0 }, footprint: [] };
    case 'socket':
      return performOnSocket(world, call, mostBytes(answer));
    default:
      return performOnDescriptor(world, call, mostBytes(answer));
  }
}

/** How many bytes a call may move: as many as the buffer here holds, unless an answer says less. */
function mostBytes(answer: Answer | undefined): number {
  return answer !== undefined && 'shortBytes' in answer ? answer.shortBytes : dataBytes;
}

function performLock(world: World, call: DecodedCall): Effect | 'would-block' {
  const tried = tryLock(world.grants, call, false);
  if (tried === 'would-block') return 'would-block';
  if (tried !== 'continue' && 'error' in tried) {
    answerError(call.notification, tried.error);
    return { result: { error: errnoName(tried.error) }, footprint: lockFootprint(call) };
  }
  world.grants = noteGrant(world.grants, call);
  if (tried === 'continue') continueInKernel(call.notification);
  else answerValue(call.notification, tried.value);
  return { result: { value: 0 }, footprint: lockFootprint(call) };
}

function lockFootprint({ inode }: DecodedCall): readonly Access[] {
  return inode === undefined ? [] : [{ object: `lock:${inode.ordinal}`, access: 'write' }];
}
