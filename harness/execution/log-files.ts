import { basename, dirname } from 'node:path';
import picomatch from 'picomatch';
import type { GateEvent } from '../gate/index.js';
import { holdsRecord } from '../scenario/record.js';
import { agesOf, type FileAge } from './file-ages.js';
import { findFiles, type FoundFile } from './found-files.js';
import { byNumbering, isLiveName, isLogName, type Numbering } from './log-names.js';

/** One file of a log as it was found, unpacked where it was packed. */
export interface LogFile {
  /** Relative to the execution's directory. */
  readonly name: string;
  /** Its bytes, one character each. */
  readonly text: string;
  /** Why it could not be unpacked. */
  readonly damaged?: string;
  /** What it is packed with, where nothing here unpacks that: nobody knows what it holds. */
  readonly packedWith?: string;
  /**
   * Whether it is being written, where its name does not tell. `perhaps` is what a process wrote last, though another one has
   * begun a newer file since: that may be its own, or the one that all go on with.
   */
  readonly live?: boolean | 'perhaps';
}

/** Whether a file that was read is a live one, or may be. */
export function isLiveFile({ name, live }: LogFile): boolean {
  return (live ?? isLiveName(name)) !== false;
}

/** What is known of how a log was written. */
export interface HowWritten {
  /** What the gate saw; nothing of a free run. */
  readonly events?: readonly GateEvent[];
  /** What the writer says of its files' names. */
  readonly numbering?: Numbering | undefined;
  /** Which files are the log, relative to the directory, as a glob says. */
  readonly files?: string | undefined;
}

/** What of an execution's directory is the log, and what is not and holds records all the same. */
export interface ReadLog {
  /** From the oldest to the live ones. */
  readonly files: readonly LogFile[];
  /** Files that hold records and are none of the log's, by what the writer says of their names. */
  readonly elsewhere?: readonly LogFile[];
}

/**
 * Reads a log: all files that hold a record or a piece of one, wherever they stand in the directory and whatever they are
 * called, those that can't be unpacked, and those that once were written where processes were told to write. What never
 * held a record is part of the log if it bears a name that logs mostly have; a lock, for instance, is none. Where the writer
 * says what its files are called, by a glob or by how it numbers them, their names decide instead.
 */
export function readLog(file: string, { events = [], numbering, files: glob }: HowWritten = {}): ReadLog {
  const live = basename(file);
  const files = findFiles(dirname(file));
  const ages = agesOf(files, events, live);
  const all = files
    .flatMap((found): PartOfLog[] => {
      const age = ages.get(found);
      return age === undefined ? [] : [{ found, age, name: nameOf(found, live) }];
    })
    .toSorted(olderFirst);
  const numbered = numbering === undefined ? [] : sortedByName(all, live, numbering);
  const isTaken = glob === undefined ? undefined : picomatch(glob, { dot: true });
  const isPart = (part: PartOfLog): boolean => {
    if (isTaken !== undefined) return part.found.names.some((name) => isTaken(name));
    return numbering === undefined ? isLikePart(part, live) : numbered.includes(part);
  };
  const parts = [...all.filter((part) => !numbered.includes(part)), ...numbered].filter(isPart);
  const elsewhere = all.filter((part) => !parts.includes(part) && holdsRecord(part.found.text));
  return {
    files: readParts(parts, live, numbering),
    ...(elsewhere.length > 0 && { elsewhere: elsewhere.map(fileOf) }),
  };
}

function readParts(parts: readonly PartOfLog[], live: string, numbering?: Numbering): LogFile[] {
  const isLive = livenessOf(parts, live, numbering);
  return parts.map((part, index) => ({ ...fileOf(part), ...isLive(index) }));
}

/** A part of a log as it is read from there on. */
export function fileOf({ found: { text, damaged, packedWith }, name }: PartOfLog): LogFile {
  return { name, text, ...(damaged !== undefined && { damaged }), ...(packedWith !== undefined && { packedWith }) };
}

export interface PartOfLog {
  readonly found: FoundFile;
  readonly name: string;
  readonly age: FileAge;
}

/** Of several names, the one that processes were told to write to. */
export function nameOf({ names }: FoundFile, live: string): string {
  return names.find((name) => isLiveName(name, live)) ?? names[0];
}

function isLikePart({ found, name, age }: PartOfLog, live: string): boolean {
  const isUnread = found.damaged !== undefined || found.packedWith !== undefined;
  return age.wasLive || isLogName(name, live) || isUnread || holdsRecord(found.text);
}

export function olderFirst(one: PartOfLog, other: PartOfLog): number {
  const differing = one.age.began.findIndex((each, index) => each !== other.age.began[index]);
  const difference = (one.age.began[differing] ?? 0) - (other.age.began[differing] ?? 0);
  return difference || (one.name < other.name ? -1 : 1);
}

function sortedByName(parts: readonly PartOfLog[], live: string, numbering: Numbering): PartOfLog[] {
  const byName = new Map(parts.map((part) => [part.name, part]));
  return byNumbering([...byName.keys()], live, numbering).flatMap((name) => byName.get(name) ?? []);
}

/** Which files are live, where their names do not tell. */
function livenessOf(
  files: readonly PartOfLog[],
  live: string,
  numbering: Numbering | undefined,
): (index: number) => Pick<LogFile, 'live'> {
  if (numbering === 'onwards') return (index) => ({ live: index === files.length - 1 });
  if (numbering !== undefined || files.some(({ name }) => isLiveName(name, live))) return () => ({});
  const isKnownByName = files.every(({ name }) => isLogName(name, live));
  const newest = files.findLastIndex(({ age }) => age.isWritten === true);
  return (index) => {
    const isWritten = files[index]?.age.isWritten ?? (isKnownByName ? undefined : index === files.length - 1);
    if (isWritten === undefined) return {};
    return { live: isWritten && newest > index ? 'perhaps' : isWritten };
  };
}
