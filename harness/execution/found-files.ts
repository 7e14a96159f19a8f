import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../words.js';
import { unpacked, type Unpacked } from './unpacked.js';

/** A regular file of an execution, once, however many links lead to it. */
export interface FoundFile extends Unpacked {
  /** Relative to the directory: its own name, those of other hard links, and those of symbolic links to it at the end. */
  readonly names: readonly [string, ...string[]];
  readonly packed: boolean;
  readonly bornMs: number;
  /** Of two that were born within one tick of the kernel's clock, the later one mostly has the higher number. */
  readonly inode: number;
}

interface Named extends Omit<FoundFile, 'names'> {
  readonly names: [string, ...string[]];
}

/** Every regular file in a directory and in those below it. */
export function findFiles(directory: string): FoundFile[] {
  const files = new Map<string, Named>();
  const { own, links } = namesIn(directory, '');
  for (const name of own) addFile(files, directory, name);
  // What is no file is not opened: to open a pipe takes for ever.
  for (const name of links)
    if (statSync(join(directory, name), { throwIfNoEntry: false })?.isFile() === true) addFile(files, directory, name);
  return [...files.values()];
}

function addFile(files: Map<string, Named>, directory: string, name: string): void {
  const path = join(directory, name);
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    // It may have gone in the meantime, or nobody is allowed to read it.
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined) note(files, { name, stats }, () => unread(error));
    return;
  }
  try {
    const stats = fstatSync(descriptor);
    note(files, { name, stats }, () => contentOf(descriptor, name, stats.size));
  } finally {
    closeSync(descriptor);
  }
}

type Content = Unpacked & Pick<FoundFile, 'packed'>;

/** Notes a name of a file, which is read under the first one. */
function note(
  files: Map<string, Named>,
  { name, stats }: { readonly name: string; readonly stats: Stats },
  read: () => Content,
): void {
  const identity = `${stats.dev} ${stats.ino}`;
  const known = files.get(identity);
  if (known !== undefined) known.names.push(name);
  else files.set(identity, { names: [name], bornMs: stats.birthtimeMs, inode: stats.ino, ...read() });
}

function contentOf(descriptor: number, name: string, size: number): Content {
  try {
    const bytes = bytesOf(descriptor, size);
    const content = unpacked(bytes, name);
    return { ...content, packed: content.text.length !== bytes.length };
  } catch (error) {
    return unread(error);
  }
}

function unread(error: unknown): Content {
  return { text: '', damaged: errorMessage(error), packed: false };
}

/** As much of a file as was there when its size was looked at. */
function bytesOf(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  for (let read = -1; filled < size && read !== 0; filled += read)
    read = readSync(descriptor, bytes, filled, size - filled, null);
  return bytes.subarray(0, filled);
}

interface Names {
  readonly own: string[];
  readonly links: string[];
}

/** Links are not followed here: what they lead to is in the directory anyway, or lies elsewhere and is a file. */
function namesIn(directory: string, below: string): Names {
  const names: Names = { own: [], links: [] };
  for (const entry of entriesOf(join(directory, below), below === '')) {
    const name = below === '' ? entry.name : join(below, entry.name);
    if (entry.isFile()) names.own.push(name);
    else if (entry.isSymbolicLink()) names.links.push(name);
    else if (entry.isDirectory()) {
      const { own, links } = namesIn(directory, name);
      names.own.push(...own);
      names.links.push(...links);
    }
  }
  return names;
}

/** A folder may have gone in the meantime, or nobody is allowed to look into it; the execution's own is there. */
function entriesOf(path: string, isOwn: boolean): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (isOwn) throw error;
    return [];
  }
}
