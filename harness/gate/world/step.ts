import { constants } from 'node:fs';
import type { StepCall } from '../kernel/syscalls.js';
/**
 * What a step did: what the call returned, or the name of its error; `size` is the file's afterwards, in bytes. `at` is where
 * the bytes of a write begin in the file, where they do not end where the file ends.
 */
export type Result =
  | { readonly value: number; readonly size?: number; readonly at?: number }
  | { readonly error: string }
  /** The call went to the kernel in a form whose result the gate cannot see. */
  | { readonly unseen: true };

/**
 * One thing that a step reads or writes: a name, the list of a folder's names, a file by its ordinal, the locks on one, or
 * a socket's channel, which is the ordinal of a named socket or a port such as `tcp:49152`.
 */
export interface Access {
  readonly object: `entry:${string}` | `entries:${string}` | `inode:${string}` | `lock:${string}` | `socket:${string}`;
  readonly access: 'read' | 'write';
}

/** A step that a process is held at. It says what the process asks for, in words that are the same in every run. */
export interface HeldStep {
  readonly process: number;
  /** 0 is the process's first thread; threads and child processes follow in the order in which they were born. */
  readonly thread: number;
  /**
   * Which of the processes that its member has started takes the step, counted from 1 in the order of their births; nothing where
   * that is the member itself, or where they are not told apart.
   */
  readonly child?: number;
  readonly call: StepCall;
  /**
   * Relative to the execution's directory; absolute when it lies elsewhere. A descriptor bears the name that its file had
   * when the step was held, or a socket the name or the port that others connect to.
   */
  readonly path?: string;
  readonly to?: string;
  readonly flags?: string;
  /** How many bytes a write, a read or a change of length asks for. */
  readonly bytes?: number;
}

/** Who takes a step: the member itself, as `0`, or one of its children, as `0.1`, where they are told apart. */
export function ownerOf({ process, child }: { readonly process: number; readonly child?: number | undefined }): string {
  return child === undefined ? String(process) : `${process}.${child}`;
}

/** A step that has taken effect. */
export interface Step extends HeldStep {
  readonly kind: 'step';
  readonly result: Result;
  readonly footprint: readonly Access[];
  /** The name of a descriptor's file when the step took effect, where it had another when it was held. */
  readonly now?: string;
  /** Its result is not what the kernel would have given, but was asked for. */
  readonly imposed?: true;
  /** What a write has written, one character a byte, where that is kept. */
  readonly data?: string;
}

/** A held step with what performing it did; its thread's number may have become known meanwhile. */
export function stepDone(
  { process, child, call, path, to, flags, bytes }: HeldStep,
  thread: number,
  { result, footprint, data }: Pick<Step, 'result' | 'footprint' | 'data'>,
): Step {
  const step: { -readonly [Key in keyof Step]: Step[Key] } = { kind: 'step', process, thread, call, result, footprint };
  if (child !== undefined) step.child = child;
  if (data !== undefined) step.data = data;
  if (path !== undefined) step.path = path;
  if (to !== undefined) step.to = to;
  if (flags !== undefined) step.flags = flags;
  if (bytes !== undefined) step.bytes = bytes;
  return step;
}

/** Whether a step that has taken effect has changed nothing. */
export function isLook({ footprint }: Pick<Step, 'footprint'>): boolean {
  return footprint.every(({ access }) => access === 'read');
}

/** The files that a step has changed. */
export function filesChanged({ footprint }: Pick<Step, 'footprint'>): string[] {
  return footprint.flatMap(({ object, access }) => (access === 'write' && object.startsWith('inode:') ? [object] : []));
}

const looks: ReadonlySet<StepCall> = new Set(['stat', 'access', 'read', 'list', 'readlink', 'seek']);

/** Whether a held step will change nothing, as far as its call tells. */
export function asksToLook({ call, flags }: Pick<HeldStep, 'call' | 'flags'>): boolean {
  return looks.has(call) || (call === 'open' && !hasFlag(flags, 'O_CREAT') && !hasFlag(flags, 'O_TRUNC'));
}

/** Whether a step asks if something is there: it may well find nothing, and that is no failure. */
export function asksWhetherThere({ call }: Pick<HeldStep, 'call'>): boolean {
  return call === 'stat' || call === 'access';
}

/** Whether a step takes a file from its name, or bytes from a file, as far as its call tells. */
export function removes({ call, flags }: Pick<HeldStep, 'call' | 'flags'>): boolean {
  return (
    call === 'unlink' || call === 'rename' || call === 'truncate' || (call === 'open' && hasFlag(flags, 'O_TRUNC'))
  );
}

/** Where the bytes of a write that has taken effect begin in its file; nothing where the gate can't tell. */
export function placeWritten({ call, result }: Pick<Step, 'call' | 'result'>): number | undefined {
  if (call !== 'write' || !('value' in result)) return undefined;
  return result.at ?? (result.size === undefined ? undefined : result.size - result.value);
}

/** Whether a step takes more of the disk, as far as its call tells. */
export function needsRoom({ call, flags }: Pick<HeldStep, 'call' | 'flags'>): boolean {
  return call === 'write' || call === 'mkdir' || (call === 'open' && hasFlag(flags, 'O_CREAT'));
}

/** Whether a step opens a file with a flag, for instance O_CREAT. */
export function hasFlag(flags: string | undefined, flag: string): boolean {
  return flags !== undefined && flagsIn(flags).includes(flag);
}

/** There are few that come together, and many steps that are asked for them. */
const split = new Map<string, readonly string[]>();

function flagsIn(flags: string): readonly string[] {
  const known = split.get(flags);
  if (known !== undefined) return known;
  const each = flags.split('|');
  split.set(flags, each);
  return each;
}

/** Whether another process may wait for what a step touches: a wait is no step, so no footprint shows it. */
export function mayBeWaitedFor({ object }: Access): boolean {
  return object.startsWith('lock:') || object.startsWith('socket:');
}

/**
 * Whether two steps of different processes can change places without a difference to any process: they do not conflict. Appends to
 * one file do, and so do a listing of a folder and a change to one of its names.
 */
export function conflicts(first: readonly Access[], second: readonly Access[]): boolean {
  return first.some((one) =>
    second.some((other) => (one.access === 'write' || other.access === 'write') && meet(one.object, other.object)),
  );
}

function meet(one: string, other: string): boolean {
  return one === other || lists(one, other) || lists(other, one);
}

function lists(listing: string, entry: string): boolean {
  if (!listing.startsWith('entries:') || !entry.startsWith('entry:')) return false;
  const name = entry.slice('entry:'.length);
  const slash = name.lastIndexOf('/');
  return listing.slice('entries:'.length) === (slash < 0 ? '.' : name.slice(0, slash));
}

const named = Object.entries({
  O_CREAT: constants.O_CREAT,
  O_EXCL: constants.O_EXCL,
  O_TRUNC: constants.O_TRUNC,
  O_APPEND: constants.O_APPEND,
  O_DIRECTORY: constants.O_DIRECTORY,
  O_NOFOLLOW: constants.O_NOFOLLOW,
  O_SYNC: constants.O_SYNC,
});
const readable = new Map<number, string>();

/** Flags of open as one reads them in C, for instance O_WRONLY|O_CREAT|O_APPEND. */
export function openFlags(flags: number): string {
  const known = readable.get(flags);
  if (known !== undefined) return known;
  const access = ['O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_ACCMODE'][flags & 3] ?? '';
  const words = [access, ...named.filter(([, bits]) => (flags & bits) === bits).map(([name]) => name)].join('|');
  readable.set(flags, words);
  return words;
}

/** Byte strings, as paths are kept inside the gate, as text. */
export function text(bytes: string): string {
  return /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString() : bytes;
}

/** A step that waits for a lock, and which processes hold it as far as the gate has seen. */
export interface BlockedStep {
  readonly step: HeldStep;
  readonly holders: readonly number[];
  /** It waits for no lock: its thread has made the same calls with the same results again and again. */
  readonly again?: true;
}
