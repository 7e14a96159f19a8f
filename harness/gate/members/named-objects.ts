import { call, callNumber, closeDescriptor, lastError, putPath } from '../kernel/call.js';
import { atFlag, openFlag } from '../kernel/flags.js';
import { errno } from '../kernel/errno.js';
import { answerDescriptor, answerResult, continueInKernel } from '../kernel/listener.js';
import { readMemory, readString } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { statusAt } from '../kernel/status.js';
import { underMask } from '../kernel/umask.js';
import type { HeldCall } from '../world/held-call.js';
import type { ObjectKind } from '../world/system-object.js';
import type { World } from '../world/world.js';

/**
 * Queues, semaphores and memory that POSIX knows by names. As with System V's, what members make is their session's alone: it really has
 * another name, which begins with the session's.
 */
const sharedMemory = '/dev/shm/';

/** The size of struct mq_attr, in bytes. */
const attributesBytes = 64;

/** Opens a message queue on a process's behalf, where it is a member's own; any other is the kernel's. */
export function openQueue(held: HeldCall): void {
  const { world, tree, task, notification } = held;
  const [nameAt = 0, flags = 0, mode = 0, attributesAt = 0] = notification.values;
  const name = readString(task.process.pid, nameAt);
  const own = `${world.ownNames}${name}`;
  tree.inSystem = 'message queue';
  const creates = (flags & openFlag.create) !== 0;
  if (name === undefined || !(isQueue(own) || (creates && !isQueue(name)))) {
    continueInKernel(notification);
    return;
  }
  const hasAttributes = creates && attributesAt !== 0;
  if (hasAttributes) readMemory(task.process.pid, attributesAt, attributesBytes, at.small);
  const attributes = hasAttributes ? native().base + at.small : 0;
  const opened = underMask(task.process.umask, () =>
    callNumber(notification.number, [putPath(at.path, own), flags, mode, attributes]),
  );
  if (opened < 0) {
    answerResult(notification, opened);
    return;
  }
  // The kernel has all of them closed when another program is executed.
  answerDescriptor(notification, opened, true);
  closeDescriptor(opened);
  note(held, 'message queue', own);
}

/** The same for the removal of one. */
export function removeQueue({ world, task, notification }: HeldCall): void {
  const [nameAt = 0] = notification.values;
  const own = `${world.ownNames}${readString(task.process.pid, nameAt)}`;
  if (isQueue(own)) answerResult(notification, callNumber(notification.number, [putPath(at.path, own)]));
  else continueInKernel(notification);
}

/** Whether there is a queue with a name, which this process may not be allowed to open. */
function isQueue(name: string): boolean {
  const opened = call('mq_open', putPath(at.path, name), openFlag.closeOnExec);
  if (opened < 0) return lastError() === errno.EACCES;
  closeDescriptor(opened);
  return true;
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
  const [path = ''] = paths;
  const [ownPath = '', ...others] = own;
  const makes = creates && !isFile(path);
  if (!makes && (!isShared(path) || !isFile(ownPath))) return undefined;
  if (makes) note(held, 'memory', ownPath);
  // What is linked, or renamed, is found by that name, too.
  for (const other of others) if (isShared(other)) note(held, 'memory', other);
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
export function removeNamed(path: string): void {
  if (path.startsWith(sharedMemory)) call('unlinkat', atFlag.currentDirectory, putPath(at.path, path), 0);
  else call('mq_unlink', putPath(at.path, path));
}
