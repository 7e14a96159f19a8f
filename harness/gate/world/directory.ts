import { lutimesSync, readdirSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import { statusAt, type Status } from '../kernel/status.js';

/**
 * A file of an execution. It keeps its ordinal through renames; a new file gets a new one, even where the kernel reuses
 * a number.
 */
export interface Inode {
  readonly ordinal: number;
  /** Its name now, relative to the directory; undefined once it has none. */
  path: string | undefined;
  readonly bornMs: number;
  changedMs: number;
}

/** The directory of an execution: what lies in it is the log, and calls on it are steps. Paths are strings of bytes. */
export interface Directory {
  readonly path: string;
  readonly device: number;
  readonly inodes: Map<number, Inode>;
  lastOrdinal: number;
}

/** Begins to follow a directory, in which everything is as old as the execution. Throws unless its path is free of symbolic links, since its files are told by their paths. */
export function openDirectory(path: string, nowMs: number): Directory {
  const resolved = realpathSync.native(path);
  if (resolved !== path) throw new Error(`An execution cannot begin in ${path}: give its real path, ${resolved}.`);
  const real = Buffer.from(path).toString('latin1');
  const status = statusAt(real, true);
  if (status?.kind !== 'directory') throw new Error(`An execution cannot begin in ${path}: it is not a directory.`);
  const directory: Directory = { path: real, device: status.device, inodes: new Map(), lastOrdinal: 0 };
  directory.inodes.set(status.inode, { ordinal: 0, path: '.', bornMs: nowMs, changedMs: nowMs });
  const names = readdirSync(real, { recursive: true, encoding: 'latin1' });
  for (const name of names.toSorted()) {
    const each = statusAt(`${real}/${name}`, false);
    if (each === undefined) continue;
    created(directory, each, name, nowMs);
    lutimesSync(Buffer.from(`${real}/${name}`, 'latin1'), nowMs / 1000, nowMs / 1000);
  }
  return directory;
}

/** A path's name in the directory, or undefined when it lies elsewhere. The directory itself is `.`. */
export function nameIn(directory: Directory, path: string): string | undefined {
  const plain = path.includes('/.') || path.includes('//') || path.endsWith('/') ? posix.normalize(path) : path;
  const { path: root } = directory;
  if (!plain.startsWith(root)) return undefined;
  if (plain.length === root.length || plain.length === root.length + 1) return '.';
  if (plain[root.length] !== '/') return undefined;
  return plain.endsWith('/') ? plain.slice(root.length + 1, -1) : plain.slice(root.length + 1);
}

/** The file with that status, where it belongs to the directory. */
export function inodeOf(directory: Directory, status: Status): Inode | undefined {
  return status.device === directory.device ? directory.inodes.get(status.inode) : undefined;
}

export function created(directory: Directory, status: Status, path: string, nowMs: number): Inode {
  const inode: Inode = { ordinal: ++directory.lastOrdinal, path, bornMs: nowMs, changedMs: nowMs };
  directory.inodes.set(status.inode, inode);
  return inode;
}

/** A name now stands for another file, or for none: whatever bore it, or lay beneath it, has moved with it. */
export function moved(directory: Directory, from: string, to: string | undefined): void {
  for (const inode of directory.inodes.values()) {
    if (inode.path === from) inode.path = to;
    else if (inode.path?.startsWith(`${from}/`) === true)
      inode.path = to === undefined ? undefined : to + inode.path.slice(from.length);
  }
}
