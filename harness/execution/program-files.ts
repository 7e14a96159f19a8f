import { filesChanged, hasFlag, ownerOf, type Step } from '../gate/index.js';
import { lengthOf, type Spans } from './spans.js';

/** A file of a program's directory as the steps tell of it, whatever it is called. */
export interface ProgramFile {
  /** Its place among the files of an execution, in the order in which steps came upon them. */
  readonly number: number;
  /** The number of the step that came upon it. */
  readonly first: number;
  spans: Spans;
  /** The number of the step with which it was made or emptied last. */
  began: number;
  readonly names: Set<string>;
  /** All names that it ever had, each with the number of the step since which. */
  readonly borne: Map<string, number>;
  /** The number of the step that took its last name. */
  unnamed?: number;
  /** The members that opened it to read, each with the number of its first such step. */
  readonly readBy: Map<number, number>;
  readonly appendedBy: Set<number>;
  /** What it was called when members opened it to write, the last time. */
  readonly openedAs: Map<number, string>;
  /** A line was finished in it by a member that had opened it to append. */
  hasAppended: boolean;
  /** Something was done to it that the gate could not see: what it holds is not known from the steps. */
  isBlind: boolean;
  /** What the process that wrote it first had opened to read last: perhaps it is a copy of that, or that packed. */
  source?: ProgramFile;
  /** When that began. */
  sourceBegan?: number;
  /** How much of its source copies within the kernel have taken. */
  copiedUntil?: number;
}

/** The files of an execution while its steps are followed. */
export interface ProgramFiles {
  readonly all: ProgramFile[];
  readonly names: Map<string, ProgramFile>;
  readonly inodes: Map<string, ProgramFile>;
  /** Names that are symbolic links. */
  readonly links: Set<string>;
  /** Members that opened something to append by way of a link: nobody knows what. */
  readonly appendsByLink: Set<number>;
  /** What each process opened to read last. */
  readonly lastRead: Map<string, ProgramFile>;
}

export function noFiles(): ProgramFiles {
  return {
    all: [],
    names: new Map(),
    inodes: new Map(),
    links: new Set(),
    appendsByLink: new Set(),
    lastRead: new Map(),
  };
}

function newFile({ all }: ProgramFiles, first: number): ProgramFile {
  const file: ProgramFile = {
    number: all.length,
    first,
    spans: [],
    began: first,
    names: new Set(),
    borne: new Map(),
    readBy: new Map(),
    appendedBy: new Set(),
    openedAs: new Map(),
    hasAppended: false,
    isBlind: false,
  };
  all.push(file);
  return file;
}

export function giveName({ names }: ProgramFiles, file: ProgramFile, name: string, number: number): void {
  const before = names.get(name);
  // What bore it before was not seen to lose it.
  if (before !== undefined && before !== file) before.names.delete(name);
  names.set(name, file);
  file.names.add(name);
  if (!file.borne.has(name)) file.borne.set(name, number);
  delete file.unnamed;
}

/** Takes a name from its file; says whether that was the last one. */
export function takeName({ names }: ProgramFiles, file: ProgramFile, name: string, number: number): boolean {
  if (names.get(name) === file) names.delete(name);
  file.names.delete(name);
  if (file.names.size > 0) return false;
  file.unnamed = number;
  return true;
}

/**
 * The file on whose descriptor, or into which, a step changes something. One that was there before is met here for the first time,
 * under the name that the step has for it. Nothing where the gate can't tell which it is.
 */
export function fileChanged(files: ProgramFiles, step: Step, number: number): ProgramFile | undefined {
  const { names, inodes } = files;
  const { path = '', now = path } = step;
  const [object] = filesChanged(step);
  if (object === undefined || object === 'inode:?') return undefined;
  const known = inodes.get(object);
  if (known !== undefined) return known;
  const isNamed = now !== '' && !now.endsWith('(deleted)');
  const byName = isNamed ? names.get(now) : undefined;
  // A file that was opened, and has not been changed before, was known by its name alone.
  const isFree = byName !== undefined && ![...inodes.values()].includes(byName);
  const file = isFree ? byName : newFile(files, number);
  inodes.set(object, file);
  if (isNamed) giveName(files, file, now, number);
  return file;
}

/** The file that a step opens: one that was there before is known by its name until it is changed. Nothing of what is no file. */
export function fileOpened(files: ProgramFiles, step: Step, number: number): ProgramFile | undefined {
  const { names, inodes, links } = files;
  const { path = '', result, flags, process } = step;
  if (!('value' in result) || result.size === undefined || hasFlag(flags, 'O_DIRECTORY')) return undefined;
  const [object] = filesChanged(step);
  const isNew = step.footprint.some(({ object: each, access }) => access === 'write' && each.startsWith('entry:'));
  if (links.has(path)) {
    if (hasFlag(flags, 'O_APPEND')) files.appendsByLink.add(process);
    return object === undefined ? undefined : inodes.get(object);
  }
  const known = isNew ? undefined : object === undefined ? names.get(path) : (inodes.get(object) ?? names.get(path));
  const file = known ?? newFile(files, number);
  if (object !== undefined) inodes.set(object, file);
  giveName(files, file, path, number);
  return file;
}

/** Notes for what a file was opened. */
export function noteOpened(files: ProgramFiles, file: ProgramFile, step: Step, number: number): void {
  const { process, path = '', flags } = step;
  if (hasFlag(flags, 'O_APPEND')) file.appendedBy.add(process);
  if (!hasFlag(flags, 'O_RDONLY')) file.openedAs.set(process, path);
  // What is emptied when it is opened can't be read.
  if (hasFlag(flags, 'O_WRONLY') || hasFlag(flags, 'O_TRUNC')) return;
  if (!file.readBy.has(process)) file.readBy.set(process, number);
  if (lengthOf(file.spans) > 0) files.lastRead.set(ownerOf(step), file);
}

/** Moves a name, and all that lies beneath it. */
export function moveName(files: ProgramFiles, from: string, to: string, number: number): void {
  const moved = [...files.names].filter(([name]) => name === from || name.startsWith(`${from}/`));
  for (const [name, file] of moved) {
    files.names.delete(name);
    file.names.delete(name);
    giveName(files, file, to + name.slice(from.length), number);
  }
  if (files.links.delete(from)) files.links.add(to);
  else files.links.delete(to);
}

/** Notes what a file may be a copy of. */
export function setSource(file: ProgramFile, source: ProgramFile): void {
  file.source = source;
  file.sourceBegan = source.began;
}
