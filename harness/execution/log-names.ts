import { basename, extname } from 'node:path';

/** What the live file of every execution is called. */
export const liveName = 'app.log';

/**
 * What a writer may say of its files' names, from which their age is told then. `usual`: a number behind the live file's
 * name grows with age, a date or a number elsewhere with time. `onwards`: the file that is begun next has the next number
 * or date, the first one may have none, and the newest is the live one. `backwards`: the higher a number, the older is its
 * file, also before an extension.
 */
export const numberings = ['usual', 'onwards', 'backwards'] as const;
export type Numbering = (typeof numberings)[number];

/** `.3`, `.2026-11-22`, `.2026-11-22_10-00-00`, `-20261122`, `.2026-11-22.3`: what stands in a rotated file's name. */
const mark =
  /^(?:[._-]?(?<date>\d{4}-\d{2}-\d{2}(?:[T_-]\d{2}(?:[-:]?\d{2}){0,2})?|\d{8}(?:\d{2}|\d{6})?))?(?:[._-]?(?<number>\d{1,7}))?$/;

/** `.p3`: a process's number in the names of its own files, where each process has a log of its own. */
const owner = /^\.p\d{1,4}(?=\.|$)/;

/** Whether a name is that of a log that is being written: `app.log`, or a process's own, such as `app.log.p3`. */
export function isLiveName(name: string, live: string = liveName): boolean {
  return withoutOwner(name, live) === live;
}

/** Whether a name is one that many loggers give to their files: that of a live one, or of one that a rotation has put aside. */
export function isLogName(name: string, live: string = liveName): boolean {
  return isLiveName(name, live) || rotatedName(name, live) !== undefined;
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

/** Sorts names from the oldest file's to the live one's, as a numbering has them, without those that are none of the log's. */
export function byNumbering(names: readonly string[], live: string, numbering: Numbering): string[] {
  const rotated = names.flatMap((name) => rotatedName(name, live, numbering) ?? []).toSorted(olderFirst);
  const backups = rotated.map(({ name }) => name);
  const lives = names.filter((name) => isLiveName(name, live)).toSorted();
  return numbering === 'onwards' ? [...lives, ...backups] : [...backups, ...lives];
}

function rotatedName(name: string, live: string, numbering: Numbering = 'usual'): RotatedName | undefined {
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
  const growsWithAge = numbering === 'usual' ? behind && date === '' : numbering === 'backwards';
  return { name, date, age: growsWithAge ? place : -place };
}

/** Where numbers grow, the file without one was the first; where they are moved along a chain, it is about to get one. */
function unnumbered(numbering: Numbering): number {
  return numbering === 'onwards' ? 1 : 0;
}

function olderFirst(a: RotatedName, b: RotatedName): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return b.age - a.age || (a.name < b.name ? -1 : 1);
}
