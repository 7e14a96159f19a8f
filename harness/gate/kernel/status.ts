import type { Instant } from './instant.js';
import { at, native } from './native.js';
import { call, putPath } from './call.js';
import { atFlag } from './flags.js';

/** What the kernel knows of a file. */
export interface Status {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  readonly kind: 'file' | 'directory' | 'link' | 'pipe' | 'socket' | 'other';
}

const modeWord = process.arch === 'arm64' ? 4 : 6;

/** Looks at a path, whose characters are bytes; undefined when there is nothing. */
export function statusAt(path: string, follow: boolean): Status | undefined {
  const { base } = native();
  const found = call(
    'newfstatat',
    atFlag.currentDirectory,
    putPath(at.text, path),
    base + at.status,
    follow ? 0 : atFlag.noFollow,
  );
  return found === 0 ? readStatus() : undefined;
}

export function statusOf(descriptor: number): Status | undefined {
  const { base, bytes } = native();
  bytes[at.text] = 0;
  return call('newfstatat', descriptor, base + at.text, base + at.status, atFlag.emptyPath) === 0
    ? readStatus()
    : undefined;
}

const kinds = new Map<number, Status['kind']>([
  [0o100000, 'file'],
  [0o040000, 'directory'],
  [0o120000, 'link'],
  [0o010000, 'pipe'],
  [0o140000, 'socket'],
]);

/** The structure that the last look left in the block. */
function readStatus(): Status {
  const { unsigned } = native();
  const type = (unsigned[at.status / 4 + modeWord] ?? 0) & 0o170000;
  return {
    device: longAt(at.status),
    inode: longAt(at.status + 8),
    size: longAt(at.status + 48),
    kind: kinds.get(type) ?? 'other',
  };
}

/** A number of 64 bits that lies in the block. */
function longAt(place: number): number {
  const { unsigned } = native();
  return (unsigned[place / 4 + 1] ?? 0) * 0x1_0000_0000 + (unsigned[place / 4] ?? 0);
}

/** The two structures in which the kernel describes a file: struct stat, and struct statx. */
export type StatusForm = 'status' | 'statusX';

export const statusBytes: Readonly<Record<StatusForm, number>> = {
  status: process.arch === 'arm64' ? 128 : 144,
  statusX: 256,
};

const places = {
  status: { inode: 8, size: 48, accessed: 72, modified: 88, changed: 104, born: undefined },
  statusX: { inode: 32, size: 40, accessed: 64, modified: 112, changed: 96, born: 80 },
} as const;

/** Where in struct stat the time of the last reading lies. */
export const accessedPlace: number = places.status.accessed;

interface Described {
  readonly inode: number;
  readonly size: number;
  readonly accessedMs: number;
  readonly modifiedMs: number;
}

/** What the structure in the block's data says of a file. */
export function describedInData(form: StatusForm): Described {
  const { unsigned } = native();
  const { inode, size, accessed, modified } = places[form];
  const ms = (place: number): number =>
    longAt(at.data + place) * 1000 + (unsigned[(at.data + place + 8) / 4] ?? 0) / 1e6;
  return {
    inode: longAt(at.data + inode),
    size: longAt(at.data + size),
    accessedMs: ms(accessed),
    modifiedMs: ms(modified),
  };
}

type Times = Readonly<Record<'accessed' | 'modified' | 'changed' | 'born', Instant | undefined>>;

/** Sets the times that are given, as far as the structure in the block's data has them. */
export function setTimesInData(form: StatusForm, times: Times): void {
  const { unsigned } = native();
  const set = (place: number | undefined, time: Instant | undefined): void => {
    if (place === undefined || time === undefined) return;
    unsigned[(at.data + place) / 4] = time.seconds;
    unsigned[(at.data + place) / 4 + 1] = 0;
    unsigned[(at.data + place) / 4 + 2] = time.nanoseconds;
  };
  const { accessed, modified, changed, born } = places[form];
  set(accessed, times.accessed);
  set(modified, times.modified);
  set(changed, times.changed);
  set(born, times.born);
}
