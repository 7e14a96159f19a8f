import { lutimesSync, readdirSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import { byteString, closeDescriptor } from '../kernel/call.js';
import { readFolder } from '../kernel/read-file.js';
import { statusAt, type Status } from '../kernel/status.js';
import { setFileTimes } from '../kernel/times.js';
import { instant } from './clock.js';

/**
 * A file of an execution. It keeps its ordinal through renames; a new file gets a new one, even where the kernel reuses
 * a number.
 */
export interface Inode {
  readonly ordinal: number;
  /** Its name now, relative to the directory; undefined once it has none. */
  path: string | undefined;
  readonly bornMs: number;
  /** When anything of it was changed last, its name for instance, and when what it holds was, by the calendar. */
  changedMs: number;
  modifiedMs: number;
}

/** The directory of an execution: what lies in it is the log, and calls on it are steps. Paths are strings of bytes. */
export interface Directory {
  readonly path: string;
  readonly device: number;
  readonly inodes: Map<number, Inode>;
  /** Descriptors of the gate's own, by the ordinals of the files that locks were given on: before every step it looks whether they are held. */
  readonly locked: Map<number, number>;
  /** By paths that were asked for: what is called so in the directory. */
  readonly names: Map<string, string>;
  lastOrdinal: number;
  /** There are symbolic links in it, so that a path may lead elsewhere than it says. */
  hasLinks: boolean;
  /** When it was opened, in real milliseconds since 1970: what is later, the kernel has set by its own clock. */
  readonly sinceMs: number;
}

/** Gives back what was opened for a directory, if there is one. */
export function closeDirectory(directory: Directory | undefined): void {
  if (directory === undefined) return;
  for (const descriptor of directory.locked.values()) closeDescriptor(descriptor);
  directory.locked.clear();
}

/** By so much the kernel's time of a file may lie behind its clock. */
const coarseMs = 20;

/** Begins to follow a directory, in which everything is as old as the execution. Throws unless its path is free of symbolic links, since its files are told by their paths. */
export function openDirectory(path: string, nowMs: number): Directory {
  assertReal(path);
  const real = byteString(path);
  const status = statusAt(real, false);
  if (status?.kind !== 'directory') throw new Error(`An execution cannot begin in ${path}: it is not a directory.`);
  const directory: Directory = {
    path: real,
    device: status.device,
    inodes: new Map(),
    locked: new Map(),
    names: new Map(),
    lastOrdinal: 0,
    hasLinks: false,
    sinceMs: Date.now() - coarseMs,
  };
  directory.inodes.set(status.inode, { ordinal: 0, path: '.', ...bornAt(nowMs) });
  // Most are empty, and to look below them takes ten times as long.
  if (readFolder(real)?.length !== 0) followAll(directory, path, nowMs);
  setFileTimes(real, instant(nowMs));
  return directory;
}

function followAll(directory: Directory, path: string, nowMs: number): void {
  const { path: real } = directory;
  const names = readdirSync(path, { recursive: true, encoding: 'latin1' });
  for (const name of names.toSorted()) {
    const each = statusAt(`${real}/${name}`, false);
    if (each === undefined) continue;
    created(directory, each, name, nowMs);
    directory.hasLinks ||= each.kind === 'link';
    lutimesSync(Buffer.from(`${real}/${name}`, 'latin1'), nowMs / 1000, nowMs / 1000);
  }
}

/** The folder of the last execution, which is that of the next one mostly. */
let knownFolder: string | undefined;

function assertReal(path: string): void {
  const folder = posix.dirname(path);
  if (folder === knownFolder && posix.join(folder, posix.basename(path)) === path) return;
  const resolved = realpathSync.native(path);
  if (resolved !== path) throw new Error(`An execution cannot begin in ${path}: give its real path, ${resolved}.`);
  knownFolder = folder;
}

/**
 * A path's name in the directory, or undefined when it lies elsewhere. The directory itself is `.`. What was asked for before is the same
 * string again, so that steps on one file are compared without a look at their characters.
 */
export function nameIn(directory: Directory, path: string): string | undefined {
  const { names } = directory;
  const known = names.get(path);
  if (known !== undefined) return known;
  const name = newName(directory, path);
  if (name === undefined) return undefined;
  if (names.size === mostNames) names.clear();
  names.set(path, name);
  return name;
}

const mostNames = 10_000;

function newName({ path: root }: Directory, path: string): string | undefined {
  const plain = path.includes('/.') || path.includes('//') || path.endsWith('/') ? posix.normalize(path) : path;
  if (!plain.startsWith(root)) return undefined;
  if (plain.length === root.length || plain.length === root.length + 1) return '.';
  if (plain[root.length] !== '/') return undefined;
  return plain.endsWith('/') ? plain.slice(root.length + 1, -1) : plain.slice(root.length + 1);
}

/** The file with that status, where it belongs to the directory. */
export function inodeOf(directory: Directory, status: Status): Inode | undefined {
  return status.device === directory.device ? directory.inodes.get(status.inode) : undefined;
}

/** @param path nothing where the file has no name. */
export function created(directory: Directory, status: Status, path: string | undefined, nowMs: number): Inode {
  const inode: Inode = { ordinal: ++directory.lastOrdinal, path, ...bornAt(nowMs) };
  directory.inodes.set(status.inode, inode);
  return inode;
}

function bornAt(ms: number): Pick<Inode, 'bornMs' | 'changedMs' | 'modifiedMs'> {
  return { bornMs: ms, changedMs: ms, modifiedMs: ms };
}

/**
 * What a file holds has changed. The kernel has set its time by its own clock, as it does with every such change: whoever looks at
 * the file is told this one instead.
 */
export function modified(inode: Inode, ms: number): void {
  inode.changedMs = ms;
  inode.modifiedMs = ms;
}

/** A name now stands for another file, or for none: whatever bore it, or lay beneath it, has moved with it. */
export function moved(directory: Directory, from: string, to: string | undefined): void {
  for (const inode of directory.inodes.values()) {
    if (inode.path === from) inode.path = to;
    else if (inode.path?.startsWith(`${from}/`) === true)
      inode.path = to === undefined ? undefined : to + inode.path.slice(from.length);
  }
}

/** Two names have changed places, with what lies beneath them. */
export function exchanged(directory: Directory, one: string, other: string): void {
  const aside = '\0';
  moved(directory, one, aside);
  moved(directory, other, one);
  moved(directory, aside, other);
}
