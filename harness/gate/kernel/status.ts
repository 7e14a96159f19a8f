import type { Instant } from './times.js';
import { at, native } from './native.js';
import { call, putPath } from './call.js';
import { atFlag } from './flags.js';

/** What the kernel knows of a file. */
export interface Status {
  readonly device: number;
  readonly inode: number;
  readonly size: number;
  readonly kind: 'file' | 'directory' | 'pipe' | 'socket' | 'other';
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
  [0o010000, 'pipe'],
  [0o140000, 'socket'],
]);

/** The structure that the last look left in the block. */
function readStatus(): Status {
  const { unsigned } = native();
  const word = at.status / 4;
  const long = (index: number): number =>
    (unsigned[word + index + 1] ?? 0) * 0x1_0000_0000 + (unsigned[word + index] ?? 0);
  const type = (unsigned[word + modeWord] ?? 0) & 0o170000;
  return { device: long(0), inode: long(2), size: long(12), kind: kinds.get(type) ?? 'other' };
}

/** The two structures in which the kernel describes a file: struct stat, and struct statx. */
export type StatusForm = 'status' | 'statusX';

export const statusBytes: Readonly<Record<StatusForm, number>> = {
  status: process.arch === 'arm64' ? 128 : 144,
  statusX: 256,
};

const places = {
  status: { inode: 8, size: 48, changed: 104, born: undefined },
  statusX: { inode: 32, size: 40, changed: 96, born: 80 },
} as const;

/** The inode and the size of the file that the structure in the block's data describes. */
export function describedInData(form: StatusForm): { readonly inode: number; readonly size: number } {
  const { bytes } = native();
  const { inode, size } = places[form];
  return {
    inode: Number(bytes.readBigUInt64LE(at.data + inode)),
    size: Number(bytes.readBigUInt64LE(at.data + size)),
  };
}

/** Sets the times of change and of birth, as far as the structure in the block's data has them. */
export function setTimesInData(form: StatusForm, changed: Instant, born: Instant): void {
  const { bytes } = native();
  const set = (place: number, { seconds, nanoseconds }: Instant): void => {
    bytes.writeUInt32LE(seconds, at.data + place);
    bytes.writeUInt32LE(nanoseconds, at.data + place + 8);
  };
  set(places[form].changed, changed);
  if (places[form].born !== undefined) set(places[form].born, born);
}
