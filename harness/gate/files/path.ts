import { callNumber, withPaths } from '../kernel/call.js';
import { atFlag, renameFlag } from '../kernel/flags.js';
import { statusAt, type Status } from '../kernel/status.js';
import { underMask } from '../kernel/umask.js';
import { onDescriptor } from '../members/descriptors.js';
import { calendarMs, instant } from '../world/clock.js';
import { created, exchanged, modified, moved, nameIn } from '../world/directory.js';
import { setTimesOf } from './file-times.js';
import { changes, answerWith, performedByKernel, reads, touch, touchLink, type Effect } from './effect.js';
import { entry, inodeAt, ofInode, realPath, touchFolders } from './names.js';
import type { Access } from '../world/step.js';
import type { World } from '../world/world.js';
import type { DecodedCall } from '../world/call.js';

/**
 * Calls that name things by their paths and return nothing but success: rename, unlink, mkdir, access, chmod and
 * others.
 */
export function performOnPath(world: World, call: DecodedCall): Effect {
  const { step, names, paths, process } = call;
  const [path = '', to] = paths;
  // access() changes nothing, so this most frequent call is spared the extra stat.
  const before = step.call === 'access' ? undefined : statusAt(path, follows(call));
  const replaced = to === undefined ? undefined : statusAt(to, false);
  const real = step.call === 'access' ? {} : realOnes(world, call);
  const made = underMask(process.umask, () => make(world, call));
  if (made === undefined)
    return performedByKernel(
      call,
      names.map((name) => reads(entry(name))),
    );
  const result = answerWith(call, made);
  const footprint = names.map((name) => reads(entry(name)));
  if (!('value' in result) || step.call === 'access') return { result, footprint };
  return { result, footprint: noteChange(world, { ...call, ...real }, before, replaced) };
}

/** A call's paths and names without the links that lead to them, which the call itself may take away. */
function realOnes(world: World, { paths, names }: DecodedCall): Pick<DecodedCall, 'paths' | 'names'> {
  const { directory } = world;
  if (directory?.hasLinks !== true) return { paths, names };
  const real = paths.map((path) => (path === '' ? path : realPath(world, path)));
  return { paths: real, names: real.map((path, index) => nameIn(directory, path) ?? names[index] ?? '') };
}

function follows({ signature, notification: { values } }: DecodedCall): boolean {
  const flags = signature.emptyPath === undefined ? 0 : (values[signature.emptyPath] ?? 0);
  return signature.follows === true && (flags & atFlag.noFollow) === 0;
}

/** Makes a call, with absolute paths; undefined where the kernel has to. */
function make(world: World, call: DecodedCall): number | undefined {
  const { signature, notification, paths, step, process } = call;
  const { number, values } = notification;
  const indexes = signature.paths ?? [];
  if (step.call === 'utimes') return setTimesOf(call, instant(calendarMs(world.clock)));
  // What a symbolic link is to hold is the first argument of both calls that make one.
  if (step.call === 'symlink')
    return callNumber(number, withPaths(values, [...indexes, 0], [...paths, call.linkTo ?? '']));
  const own = withPaths(values, indexes, paths);
  // A file that is linked may be given by its descriptor alone.
  if (step.call !== 'link' || paths[0] !== '' || signature.emptyPath === undefined) return callNumber(number, own);
  return onDescriptor(process, (values[0] ?? 0) | 0, ({ descriptor }) =>
    callNumber(number, [descriptor, ...own.slice(1)]),
  );
}

/** Keeps the files' names and times in step with a call that has succeeded; gives what it read and wrote. */
function noteChange(
  world: World,
  call: DecodedCall,
  before: Status | undefined,
  replaced: Status | undefined,
): readonly Access[] {
  const { step, names, paths } = call;
  const { directory, clock } = world;
  const [name = ''] = names;
  const [path = ''] = paths;
  const inode = inodeAt(world, before);
  if (inode !== undefined) inode.changedMs = calendarMs(clock);
  if (directory === undefined) return [];
  switch (step.call) {
    case 'rename':
      return noteRename(world, call, before, replaced);
    case 'unlink':
    case 'rmdir':
      moved(directory, name, undefined);
      touchFolders(world, paths);
      return [changes(entry(name)), ...ofInode(inode, 'write')];
    case 'link':
      touchFolders(world, paths.slice(1));
      return [reads(entry(name)), changes(entry(names[1])), ...ofInode(inode, 'write')];
    case 'mkdir':
    case 'mknod':
    case 'symlink': {
      const status = statusAt(path, false);
      if (status !== undefined && nameIn(directory, path) !== undefined)
        created(directory, status, name, calendarMs(clock));
      else touchLink(world, path);
      directory.hasLinks ||= step.call === 'symlink';
      touchFolders(world, paths.slice(0, 1));
      return [changes(entry(name))];
    }
    case 'truncate':
      touch(world, path);
      if (inode !== undefined) modified(inode, calendarMs(clock));
      return [reads(entry(name)), ...ofInode(inode, 'write')];
    default:
      return [reads(entry(name)), ...ofInode(inode, 'write')];
  }
}

function noteRename(
  world: World,
  { names, paths, name: systemCall, notification: { values } }: DecodedCall,
  before: Status | undefined,
  replaced: Status | undefined,
): readonly Access[] {
  const { directory, clock } = world;
  const [name = '', to = ''] = names;
  const inode = inodeAt(world, before);
  const other = inodeAt(world, replaced);
  // Two names of one file stay as they are.
  if (directory === undefined || (other !== undefined && other === inode))
    return [reads(entry(name)), reads(entry(to))];
  if (other !== undefined) other.changedMs = calendarMs(clock);
  const exchanges = systemCall === 'renameat2' && ((values[4] ?? 0) & renameFlag.exchange) !== 0;
  if (exchanges) exchanged(directory, name, to);
  else {
    moved(directory, to, undefined);
    moved(directory, name, to);
  }
  touchFolders(world, paths);
  return [changes(entry(name)), changes(entry(to)), ...ofInode(other, 'write')];
}
