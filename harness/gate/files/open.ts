import { call as kernel, closeDescriptor, lastError, openPath, putPath, readLink } from '../kernel/call.js';
import { answerDescriptor, answerError } from '../kernel/listener.js';
import { errnoName } from '../kernel/errno.js';
import { atFlag, openFlag } from '../kernel/flags.js';
import { readString, readWords } from '../kernel/memory.js';
import { at, native } from '../kernel/native.js';
import { statusAt, statusOf, type Status } from '../kernel/status.js';
import { underMask } from '../kernel/umask.js';
import { onDescriptor } from '../members/descriptors.js';
import { calendarMs } from '../world/clock.js';
import { created, modified, nameIn, type Inode } from '../world/directory.js';
import { flagsOf } from './decode.js';
import { changes, performedByKernel, reads, touch, type Effect } from './effect.js';
import { entry, inodeAt, ofInode, touchFolders } from './names.js';
import type { Access } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/**
 * Opens a file here and hands the descriptor over, so that the process gets exactly the description that was opened.
 */
export function performOpen(world: World, call: DecodedCall): Effect {
  const { names, paths, notification, signature, process } = call;
  const [path = ''] = paths;
  const flags = flagsOf(signature, process, notification.values);
  const looked = [reads(entry(names[0]))];
  const before = statusAt(path, (flags & openFlag.noFollow) === 0);
  // A pipe may wait for its other side, and a descriptor that stands for a mere path cannot be handed over.
  if (before?.kind === 'pipe') world.mayBringNews = true;
  if (before?.kind === 'pipe' || (flags & openFlag.pathOnly) !== 0) return performedByKernel(call, looked);
  const descriptor = underMask(process.umask, () => open(call, path, flags));
  if (descriptor === undefined) return performedByKernel(call, looked);
  if (descriptor < 0) {
    const error = lastError();
    answerError(notification, error);
    return { result: { error: errnoName(error) }, footprint: looked };
  }
  try {
    // A file that was there stays as it was, unless it is emptied. It is another one where none is to have a name, and perhaps where
    // the path is to stay below a folder.
    const isSame = (flags & (openFlag.truncate | openFlag.temporary)) === 0 && signature.structure === undefined;
    const status = (isSame ? before : undefined) ?? statusOf(descriptor);
    const footprint = noteOpened(world, call, { descriptor, flags, before, status });
    const error = answerDescriptor(notification, descriptor, (flags & openFlag.closeOnExec) !== 0);
    if (error !== undefined) return { result: { error }, footprint };
    return { result: { value: 0, ...(status?.kind === 'file' ? { size: status.size } : {}) }, footprint };
  } finally {
    closeDescriptor(descriptor);
  }
}

function open(call: DecodedCall, path: string, flags: number): number | undefined {
  const { signature, notification } = call;
  if (signature.structure !== undefined) return openInFolder(call, signature.structure);
  const mode = signature.mode === undefined ? 0 : (notification.values[signature.mode] ?? 0) & 0o7777;
  return openPath(path, flags | openFlag.closeOnExec, mode);
}

/** No descriptor: of no importance where the path is absolute. */
const none = -1;

/** What of struct open_how is known here, in bytes: flags, mode, and how the path is resolved. */
const howBytes = 24;

/** openat2 may be told to stay below a folder, so its path is left as it is. Undefined where it asks for what is not known here. */
function openInFolder({ process, notification: { values } }: DecodedCall, structure: number): number | undefined {
  const [folder = 0, pathAt = 0, , size = 0] = values;
  const [flags, mode, resolve] =
    (size === howBytes ? readWords(process.pid, values[structure] ?? 0, 3) : undefined) ?? [];
  const path = readString(process.pid, pathAt);
  if (flags === undefined || mode === undefined || resolve === undefined || path === undefined) return undefined;
  const openFrom = (from: number): number => {
    const { bytes, base } = native();
    [flags | openFlag.closeOnExec, mode, resolve].forEach((word, index) =>
      bytes.writeBigInt64LE(BigInt(word), at.small + index * 8),
    );
    return kernel('openat2', from, putPath(at.path, path), base + at.small, howBytes);
  };
  if ((folder | 0) !== atFlag.currentDirectory)
    return onDescriptor(process, folder | 0, ({ descriptor }) => openFrom(descriptor)) ?? openFrom(none);
  const current = openPath(`/proc/${process.pid}/cwd`, openFlag.pathOnly | openFlag.closeOnExec);
  try {
    return openFrom(current);
  } finally {
    closeDescriptor(current);
  }
}

interface Opened {
  readonly descriptor: number;
  readonly flags: number;
  /** What was there before. */
  readonly before: Status | undefined;
  readonly status: Status | undefined;
}

function noteOpened(world: World, call: DecodedCall, { descriptor, flags, before, status }: Opened): Access[] {
  const { directory, clock } = world;
  const [name] = call.names;
  const isUnnamed = (flags & openFlag.temporary) !== 0;
  if (isUnnamed || before === undefined) {
    const path = directory?.hasLinks === false && !isUnnamed ? call.paths[0] : readLink(`/proc/self/fd/${descriptor}`);
    const real = path === undefined || directory === undefined ? undefined : nameIn(directory, path);
    if (status === undefined || directory === undefined || real === undefined) {
      touch(world, descriptor);
      return [reads(entry(name))];
    }
    const inode = created(directory, status, isUnnamed ? undefined : real, calendarMs(clock));
    if (isUnnamed) return [reads(entry(name)), ...ofInode(inode, 'write')];
    touchFolders(world, [path ?? '']);
    return [changes(entry(real)), ...(name === real ? [] : [reads(entry(name))]), ...ofInode(inode, 'write')];
  }
  if ((flags & openFlag.truncate) === 0) return [reads(entry(name))];
  const existing: Inode | undefined = inodeAt(world, before);
  if (existing === undefined) touch(world, descriptor);
  else modified(existing, calendarMs(clock));
  return [reads(entry(name)), ...ofInode(existing, 'write')];
}
