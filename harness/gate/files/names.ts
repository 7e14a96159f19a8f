import { posix } from 'node:path';
import { closeDescriptor, openPath, readLink } from '../kernel/call.js';
import { openFlag } from '../kernel/flags.js';
import { statusAt, type Status } from '../kernel/status.js';
import { calendarMs } from '../world/clock.js';
import { inodeOf, modified, nameIn, type Inode } from '../world/directory.js';
import { text, type Access } from '../world/step.js';
import type { World } from '../world/world.js';

export function inodeAt(world: World, status: Status | undefined): Inode | undefined {
  return status === undefined || world.directory === undefined ? undefined : inodeOf(world.directory, status);
}

export function entry(name: string | undefined): Access['object'] {
  return `entry:${text(name ?? '')}`;
}

export function ofInode(inode: Inode | undefined, access: 'read' | 'write'): Access[] {
  return inode === undefined ? [] : [{ object: `inode:${inode.ordinal}`, access }];
}

/** The path without the symbolic links among the folders on the way to it; as it is where there are none in the directory. */
export function realPath({ directory }: World, path: string): string {
  if (directory?.hasLinks !== true) return path;
  const folder = openPath(posix.dirname(path), openFlag.pathOnly | openFlag.closeOnExec);
  if (folder < 0) return path;
  const real = readLink(`/proc/self/fd/${folder}`);
  closeDescriptor(folder);
  return real === undefined ? path : posix.join(real, posix.basename(path));
}

/** The folders in which names have come or gone get the virtual time as that of their last change: some programs list one again by it. */
export function touchFolders(world: World, paths: readonly string[]): void {
  const [first = '', ...others] = paths.map((path) => posix.dirname(path));
  for (const folder of others.every((other) => other === first) ? [first] : new Set([first, ...others])) {
    const inode = folderAt(world, folder);
    if (inode !== undefined) modified(inode, calendarMs(world.clock));
  }
}

/** A folder of the execution. Without symbolic links it is known by its name. */
function folderAt(world: World, folder: string): Inode | undefined {
  const { directory } = world;
  const name = directory === undefined || directory.hasLinks ? undefined : nameIn(directory, folder);
  if (name !== undefined) for (const inode of directory?.inodes.values() ?? []) if (inode.path === name) return inode;
  return inodeAt(world, statusAt(folder, true));
}
