import { call, callNumber, closeDescriptor, lastError, putPath } from '../kernel/call.js';
import { atFlag, openFlag } from '../kernel/flags.js';
import { errno } from '../kernel/errno.js';
import { answerDescriptor, answerError, answerValue, continueInKernel } from '../kernel/listener.js';
import { readMemory, readString } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { statusAt } from '../kernel/status.js';
import { underMask } from '../kernel/umask.js';
import type { HeldCall } from '../world/held-call.js';
import type { ObjectKind, SystemObject } from '../world/system-object.js';
import type { World } from '../world/world.js';

/**
 * Queues, semaphores and memory that POSIX knows by names. As with System V's, what members make is their session's alone: it really has
 * another name, which begins with the session's.
 */
const sharedMemory = '/dev/shm/';

/** The size of struct mq_attr, in bytes. */
const attributesBytes = 64;

/** Opens or removes a message queue on a process's behalf; whether a call was about that. */
export function isAboutQueues(held: HeldCall): boolean {
  const { world, tree, task, notification, name } = held;
  if (name !== 'mq_open' && name !== 'mq_unlink') return false;
  const [nameAt = 0, flags = 0, mode = 0, attributesAt = 0] = notification.values;
  const given = readString(task.process.pid, nameAt);
  const own = `${world.ownNames}${given}`;
  if (name === 'mq_unlink') {
    if (given === undefined || !isQueue(own)) continueInKernel(notification);
    else answer(held, callNumber(notification.number, [putPath(at.path, own)]));
    return true;
  }
  tree.inSystem = 'message queue';
  const creates = (flags & openFlag.create) !== 0;
  if (given === undefined || !(isQueue(own) || (creates && !isQueue(given)))) {
    continueInKernel(notification);
    return true;
  }
  const { base } = native();
  const hasAttributes = creates && attributesAt !== 0;
  if (hasAttributes) readMemory(task.process.pid, attributesAt, attributesBytes, at.small);
  const attributes = hasAttributes ? base + at.small : 0;
  const opened = underMask(task.process.umask, () =>
    callNumber(notification.number, [putPath(at.path, own), flags, mode, attributes]),
  );
  if (opened < 0) answerError(notification, lastError());
  else {
    // The kernel has all of them closed when another program is executed.
    answerDescriptor(notification, opened, true);
    closeDescriptor(opened);
    note(held, 'message queue', own);
  }
  return true;
}

/** Whether there is a queue with a name, which this process may not be allowed to open. */
function isQueue(name: string): boolean {
  const opened = call('mq_open', putPath(at.path, name), openFlag.closeOnExec);
  if (opened < 0) return lastError() === errno.EACCES;
  closeDescriptor(opened);
  return true;
}

function answer({ notification }: HeldCall, value: number): void {
  if (value < 0) answerError(notification, lastError());
  else answerValue(notification, value);
}

/**
 * The same paths of a call with a session's own names in the place of those of semaphores and memory. Undefined where it is about none
 * that a member has made or makes.
 */
export function ownPathsOf(held: HeldCall, paths: readonly string[], creates: boolean): readonly string[] | undefined {
  const { world } = held;
  if (!paths.some((path) => isShared(path))) return undefined;
  const own = paths.map((path) =>
    isShared(path) ? `${sharedMemory}${world.ownNames}${path.slice(sharedMemory.length)}` : path,
  );
  const [path = '', to] = paths;
  const [ownPath = '', ownTo] = own;
  const makes = creates && !isFile(path);
  if (!makes && (!isShared(path) || !isFile(ownPath))) return undefined;
  if (makes) note(held, 'memory', ownPath);
  // What is linked, or renamed, is found by that name, too.
  if (to !== undefined && ownTo !== undefined && isShared(to)) note(held, 'memory', ownTo);
  return own;
}

/** Whether members may have made something there, so that all calls by paths have to be looked at. */
export function hasShared({ made }: World): boolean {
  return made.some((each) => 'path' in each);
}

/** Directories of executions may lie there, too. */
function isShared(path: string): boolean {
  return path.startsWith(sharedMemory) && !path.includes('/', sharedMemory.length);
}

function isFile(path: string): boolean {
  return statusAt(path, false) !== undefined;
}

/** @param path a name alone is a queue's. */
function note({ world, tree }: HeldCall, kind: ObjectKind, path: string): void {
  tree.inSystem ??= kind;
  if (world.made.some((each) => 'path' in each && each.path === path)) return;
  world.made = [...world.made, { kind, path, isLeft: () => tree.finished }];
}

/** Removes one that a member has left; it may have removed it itself. */
export function removeNamed({ path }: Extract<SystemObject, { path: string }>): void {
  if (path.startsWith(sharedMemory)) call('unlinkat', atFlag.currentDirectory, putPath(at.path, path), 0);
  else call('mq_unlink', putPath(at.path, path));
}
