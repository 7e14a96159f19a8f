import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { errorMessage } from '../words.js';

/** What the live file of every execution is called. */
export const liveName = 'app.log';

/** One file of a log as it was found, unpacked where it was packed. */
export interface LogFile {
  readonly name: string;
  /** Its bytes, one character each. */
  readonly text: string;
  /** Why it could not be unpacked. */
  readonly damaged?: string;
  /** Whether it is being written, where its name does not tell. */
  readonly live?: boolean;
}

/**
 * What numbers in the names of a log's files mean, where it is not what they most often mean. `onwards`: the file that is
 * begun next has the next number or date, the first one may have none, and the newest is the live one. `backwards`: the
 * higher a number, the older is its file, also before an extension.
 */
export const numberings = ['onwards', 'backwards'] as const;
export type Numbering = (typeof numberings)[number];

/** `.3`, `.2026-11-22`, `.2026-11-22_10-00-00`, `-20261122`, `.2026-11-22.3`: what stands in a rotated file's name. */
const mark =
  /^(?:[._-]?(?<date>\d{4}-\d{2}-\d{2}(?:[T_-]\d{2}(?:[-:]?\d{2}){0,2})?|\d{8}(?:\d{2}|\d{6})?))?(?:[._-]?(?<number>\d{1,7}))?$/;

/** `.p3`: a process's number in the names of its own files, where each process has a log of its own. */
const owner = /^\.p\d{1,4}(?=\.|$)/;

/** Whether a name is that of a log that is being written: `app.log`, or a process's own, such as `app.log.p3`. */
function isLive(name: string, live: string = liveName): boolean {
  return withoutOwner(name, live) === live;
}

/** Whether a file that was read is a live one. */
export function isLiveFile({ name, live }: LogFile): boolean {
  return live ?? isLive(name);
}

/** Whether a file is part of the log: a live one, or one that a rotation has put aside. */
export function isLogFile(name: string, live: string = liveName): boolean {
  return isLive(name, live) || rotatedName(name, live) !== undefined;
}

function withoutOwner(name: string, live: string): string {
  return name.startsWith(live) ? live + name.slice(live.length).replace(owner, '') : name;
}

interface RotatedName {
  readonly name: string;
  readonly date: string;
  /** Grows with the age of the file. */
  readonly age: number;
}

/**
 * Reads a log's live files and its rotated ones, from the oldest to the live ones. Rotated files bear a date (older ones
 * first), a number behind the live file's name, where `.2` is older than `.1`, or a number before its extension or
 * behind a date, where 2 is newer than 1. Files of other names, such as locks, are no part of the log. Where each process
 * has files of its own, those of all processes are the log; and so is the `.backup` that logrotate makes of a log which it
 * meets where it was about to make a new one; and a lone `.old`, or the log's own name packed.
 */
export function readLogFiles(file: string, numbering?: Numbering): LogFile[] {
  const live = basename(file);
  const names = readdirSync(dirname(file));
  const rotated = names.flatMap((name) => rotatedName(name, live, numbering) ?? []).toSorted(olderFirst);
  const lives = names.filter((name) => isLive(name, live)).toSorted();
  const backups = rotated.map(({ name }) => name);
  const ordered = numbering === 'onwards' ? [...lives, ...backups] : [...backups, ...lives];
  const files = ordered.map((name) => readLogFile(join(dirname(file), name)));
  if (numbering !== 'onwards') return files;
  return files.map((each, index) => ({ ...each, live: index === files.length - 1 }));
}

function rotatedName(name: string, live: string, numbering?: Numbering): RotatedName | undefined {
  const extension = extname(live);
  const stem = basename(live, extension);
  const plain = withoutOwner(name, live);
  if (plain === live || !plain.startsWith(stem)) return undefined;
  const rest = plain.slice(stem.length).replace(/\.(?:gz|backup)$/, '');
  const behind = rest.startsWith(extension);
  const inner = behind
    ? rest.slice(extension.length)
    : rest.slice(0, rest.length - (rest.endsWith(extension) ? extension.length : 0));
  if (inner === '.old' || (inner === '' && name.endsWith('.gz'))) return { name, date: '', age: unnumbered(numbering) };
  const { date = '', number } = mark.exec(inner)?.groups ?? {};
  if (date === '' && number === undefined) return undefined;
  const place = Number(number ?? 0);
  const growsWithAge = numbering === undefined ? behind && date === '' : numbering === 'backwards';
  return { name, date, age: growsWithAge ? place : -place };
}

/** Where numbers grow, the file without one was the first; where they are moved along a chain, it is about to get one. */
function unnumbered(numbering: Numbering | undefined): number {
  return numbering === 'onwards' ? 1 : 0;
}

function olderFirst(a: RotatedName, b: RotatedName): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return b.age - a.age || (a.name < b.name ? -1 : 1);
}

function readLogFile(path: string): LogFile {
  const name = basename(path);
  const bytes = readFileSync(path);
  if (!name.endsWith('.gz')) return { name, text: bytes.toString('latin1') };
  try {
    return { name, text: gunzipSync(bytes).toString('latin1') };
  } catch (error) {
    return { name, text: '', damaged: errorMessage(error) };
  }
}
