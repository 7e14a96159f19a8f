import { call as kernel, closeDescriptor, openPath } from '../kernel/call.js';
import { inodeOf, type Directory } from '../world/directory.js';
import { statusOf } from '../kernel/status.js';
import type { Access } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import type { Grant } from '../world/grant.js';
import { openFlag, flock, lockType, fcntl } from '../kernel/flags.js';
import { type RangeLock, fcntlLock } from '../kernel/range-lock.js';

export function isMine(grant: Grant, call: DecodedCall): boolean {
  return (
    grant.pid === call.process.pid &&
    grant.descriptor === ((call.notification.values[0] ?? 0) | 0) &&
    grant.inode === call.inode?.ordinal
  );
}

/** Writes down what a lock call that succeeded has changed. */
export function noteGrant(grants: readonly Grant[], call: DecodedCall): Grant[] {
  const { step, inode, process, notification, name } = call;
  const others = grants.filter((grant) => !isMine(grant, call));
  if (inode === undefined || step.flags?.includes('UN') === true) return others;
  const given: Grant = {
    member: step.process,
    pid: process.pid,
    descriptor: (notification.values[0] ?? 0) | 0,
    inode: inode.ordinal,
    kind: name === 'flock' ? 'whole' : 'range',
    exclusive: step.flags?.includes('LOCK_EX') === true || step.flags?.includes('F_WRLCK') === true,
  };
  return [...others.filter((grant) => !excludes(given, grant)), given];
}

/** Whether a lock could not have been given while another was held, which must therefore have been given up. */
function excludes(given: Grant, grant: Grant): boolean {
  return (
    given.inode === grant.inode &&
    given.kind === 'whole' &&
    grant.kind === 'whole' &&
    (given.exclusive || grant.exclusive)
  );
}

/** The members that were last given a lock on the file that a call waits for, lowest first. */
export function holders(grants: readonly Grant[], call: DecodedCall): readonly number[] {
  const members = grants
    .filter((grant) => grant.inode === call.inode?.ordinal && !isMine(grant, call))
    .map(({ member }) => member);
  return [...new Set(members)].toSorted((one, other) => one - other);
}

/**
 * What a step of a member may do to locks before the member holds its next step: a close or an exit, which is no step,
 * gives up those that the member holds. So each of them belongs to the step's footprint, which must be asked for before
 * the step is performed. A lock that is found to be given up already was so by an earlier step.
 */
export function mayGiveUp(world: World, member: number): readonly Access[] {
  const { directory } = world;
  // Most executions have no locks.
  if (world.grants.length === 0 || directory === undefined) return none;
  world.grants = world.grants.filter((grant) => grant.member !== member || isHeld(directory, grant));
  const inodes = new Set(world.grants.flatMap((grant) => (grant.member === member ? [grant.inode] : [])));
  return [...inodes].map((inode) => ({ object: `lock:${inode}`, access: 'write' }));
}

const none: readonly Access[] = [];

const readOnly = openFlag.nonBlocking | openFlag.closeOnExec;
const exclusively = flock.exclusive | flock.nonBlocking;
const wholeFile: RangeLock = { type: lockType.write, whence: 0, start: 0n, length: 0n, pid: 0 };

/** Whether such a lock is held on the file. Where that cannot be found out, it is taken to be held. */
function isHeld(directory: Directory, { inode, kind }: Grant): boolean {
  const descriptor = directory.locked.get(inode) ?? openLocked(directory, inode);
  if (descriptor === undefined) return true;
  if (kind === 'range') return fcntlLock(descriptor, fcntl.getDescriptionLock, wholeFile)?.type !== lockType.unlock;
  if (kernel('flock', descriptor, exclusively) !== 0) return true;
  kernel('flock', descriptor, flock.unlock);
  return false;
}

/** Opens a file of the directory to look at its locks, from now on until the execution ends. */
function openLocked(directory: Directory, inode: number): number | undefined {
  const file = [...directory.inodes.values()].find(({ ordinal }) => ordinal === inode);
  if (file?.path === undefined) return undefined;
  const descriptor = openPath(`${directory.path}/${file.path}`, readOnly);
  if (descriptor < 0) return undefined;
  const status = statusOf(descriptor);
  if (status !== undefined && inodeOf(directory, status) === file) {
    directory.locked.set(inode, descriptor);
    return descriptor;
  }
  closeDescriptor(descriptor);
  return undefined;
}
