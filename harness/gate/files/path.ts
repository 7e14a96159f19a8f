import { callNumber, closeDescriptor, lastError, openPath, withPaths } from '../kernel/call.js';
import { answerDescriptor, answerError, answerValue } from '../kernel/listener.js';
import { errnoName } from '../kernel/errno.js';
import { calendarMs, instant } from '../world/clock.js';
import { flagsOf } from './decode.js';
import { created, inodeOf, moved, nameIn, type Inode } from '../world/directory.js';
import { changes, answerWith, reads, touch, performedByKernel, type Effect } from './effect.js';
import {
  describedInData,
  setTimesInData,
  statusAt,
  statusBytes,
  statusOf,
  type Status,
  type StatusForm,
} from '../kernel/status.js';
import { text, type Access } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';
import { openFlag } from '../kernel/flags.js';
import { dataAddress, giveData } from '../kernel/data.js';
import { putTimes } from '../kernel/times.js';
import { underMask } from '../kernel/umask.js';

function inodeAt(world: World, status: Status | undefined): Inode | undefined {
  return status === undefined || world.directory === undefined ? undefined : inodeOf(world.directory, status);
}

function entry(name: string | undefined): Access['object'] {
  return `entry:${text(name ?? '')}`;
}

function ofInode(inode: Inode | undefined, access: 'read' | 'write'): Access[] {
  return inode === undefined ? [] : [{ object: `inode:${inode.ordinal}`, access }];
}

/** The call's arguments, with absolute paths. */
function absolute({ notification: { values }, signature, paths }: DecodedCall): number[] {
  return withPaths(values, signature.paths ?? [], paths);
}

/**
 * Calls that name things by their paths and return nothing but success: rename, unlink, mkdir, access, chmod and
 * others.
 */
export function performOnPath(world: World, call: DecodedCall): Effect {
  const { step, names, paths, signature } = call;
  const [path = '', to] = paths;
  // access() changes nothing, so this most frequent call is spared the extra stat.
  const before = step.call === 'access' ? undefined : statusAt(path, signature.follows === true);
  const replaced = to === undefined ? undefined : statusAt(to, false);
  const values = argumentsOf(world, call);
  const result = answerWith(
    call,
    underMask(call.process.umask, () => callNumber(call.notification.number, values)),
  );
  const footprint = names.map((name) => reads(entry(name)));
  if (!('value' in result) || step.call === 'access') return { result, footprint };
  return { result, footprint: noteChange(world, call, before, replaced) };
}

function argumentsOf(world: World, call: DecodedCall): number[] {
  const { signature, notification, paths, process, step } = call;
  // What a symbolic link is to hold is the first argument of both calls that make one.
  if (step.call === 'symlink')
    return withPaths(notification.values, [...(signature.paths ?? []), 0], [...paths, call.linkTo ?? '']);
  const values = absolute(call);
  if (step.call === 'utimes') values[2] = putTimes(process.pid, values[2] ?? 0, instant(calendarMs(world.clock)));
  return values;
}

/** Keeps the files' names and times in step with a call that has succeeded; gives what it read and wrote. */
function noteChange(
  world: World,
  { step, names, paths }: DecodedCall,
  before: Status | undefined,
  replaced: Status | undefined,
): Access[] {
  const { directory, clock } = world;
  const [name = '', to = ''] = names;
  const inode = inodeAt(world, before);
  if (inode !== undefined) inode.changedMs = calendarMs(clock);
  if (directory === undefined) return [];
  switch (step.call) {
    case 'rename': {
      const lost = inodeAt(world, replaced);
      if (lost !== undefined && lost !== inode) {
        lost.changedMs = calendarMs(clock);
        moved(directory, to, undefined);
      }
      moved(directory, name, to);
      return [changes(entry(name)), changes(entry(to)), ...ofInode(lost === inode ? undefined : lost, 'write')];
    }
    case 'unlink':
    case 'rmdir':
      moved(directory, name, undefined);
      return [changes(entry(name)), ...ofInode(inode, 'write')];
    case 'link':
      return [reads(entry(name)), changes(entry(to)), ...ofInode(inode, 'write')];
    case 'mkdir':
    case 'symlink': {
      const status = statusAt(paths[0] ?? '', false);
      const path = nameIn(directory, paths[0] ?? '');
      if (status !== undefined && path !== undefined) created(directory, status, path, calendarMs(clock));
      if (step.call === 'mkdir') touch(world, paths[0] ?? '');
      return [changes(entry(name))];
    }
    case 'truncate':
      touch(world, paths[0] ?? '');
      return [reads(entry(name)), ...ofInode(inode, 'write')];
    default:
      return [reads(entry(name)), ...ofInode(inode, 'write')];
  }
}

/**
 * Opens a file here and hands the descriptor over, so that the process gets exactly the description that was opened.
 */
export function performOpen(world: World, call: DecodedCall): Effect {
  const { names, paths, notification, signature } = call;
  const [path = ''] = paths;
  const flags = flagsOf(signature, notification.values);
  const before = statusAt(path, (flags & openFlag.noFollow) === 0);
  const existing = inodeAt(world, before);
  if (before?.kind === 'pipe') return performedByKernel(call, [reads(entry(names[0]))]);
  const mode = signature.mode === undefined ? 0 : (notification.values[signature.mode] ?? 0) & 0o7777;
  const descriptor = underMask(call.process.umask, () => openPath(path, flags | openFlag.closeOnExec, mode));
  if (descriptor < 0) {
    const error = lastError();
    answerError(notification, error);
    return { result: { error: errnoName(error) }, footprint: [reads(entry(names[0]))] };
  }
  try {
    const status = statusOf(descriptor);
    const fresh = before === undefined ? status : undefined;
    const footprint = noteOpened(world, call, { descriptor, flags, fresh, existing });
    const given = answerDescriptor(notification, descriptor, (flags & openFlag.closeOnExec) !== 0);
    if (given === undefined) return { result: { error: `EMFILE` }, footprint };
    return { result: { value: 0, ...(status?.kind === 'file' ? { size: status.size } : {}) }, footprint };
  } finally {
    closeDescriptor(descriptor);
  }
}

interface Opened {
  readonly descriptor: number;
  readonly flags: number;
  /** The status of a file that was not there before. */
  readonly fresh: Status | undefined;
  readonly existing: Inode | undefined;
}

function noteOpened(world: World, call: DecodedCall, { descriptor, flags, fresh, existing }: Opened): Access[] {
  const { directory, clock } = world;
  const [name] = call.names;
  if (fresh !== undefined && directory !== undefined) {
    const path = nameIn(directory, call.paths[0] ?? '');
    const inode = path === undefined ? undefined : created(directory, fresh, path, calendarMs(clock));
    touch(world, descriptor);
    return [changes(entry(name)), ...ofInode(inode, 'write')];
  }
  if ((flags & openFlag.truncate) === 0) return [reads(entry(name))];
  if (existing !== undefined) existing.changedMs = calendarMs(clock);
  touch(world, descriptor);
  return [reads(entry(name)), ...ofInode(existing, 'write')];
}

/** Looks at a path and copies the answer into the process's memory, with the times that its clock would have given. */
export function performStatus(world: World, call: DecodedCall): Effect {
  const { names, notification, signature, process } = call;
  const values = absolute(call);
  const buffer = values[signature.buffer ?? 0] ?? 0;
  values[signature.buffer ?? 0] = dataAddress();
  const value = callNumber(notification.number, values);
  if (value < 0) return { result: answerWith(call, value), footprint: [reads(entry(names[0]))] };
  if (signature.kind === 'link') {
    giveData(process.pid, buffer, value);
    return { result: answerWith(call, value), footprint: [reads(entry(names[0]))] };
  }
  const form = signature.kind === 'status' ? 'status' : 'statusX';
  const { inode, size } = setTimes(world, form);
  giveData(process.pid, buffer, statusBytes[form]);
  answerValue(notification, value);
  return {
    result: { value, size },
    footprint: [reads(entry(names[0])), ...ofInode(inode, 'read')],
  };
}

/** Sets the times of change and birth, which no call can set, in the answer that lies in the block's data. */
export function setTimes(
  { directory }: World,
  form: StatusForm,
): { readonly inode: Inode | undefined; readonly size: number } {
  const described = describedInData(form);
  const inode = directory?.inodes.get(described.inode);
  if (inode !== undefined) setTimesInData(form, instant(inode.changedMs), instant(inode.bornMs));
  return { inode, size: described.size };
}
