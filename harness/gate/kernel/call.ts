import { at, native } from './native.js';
import { atFlag } from './flags.js';
import { errno, errnoName } from './errno.js';
import { numberOf, type SystemCall } from './syscalls.js';

/**
 * Makes a system call; -1 means that it failed, and `lastError` says why. Pointers are given as addresses. Six parameters
 * one by one, since a step makes a dozen calls, and an array of them for each costs some hundredths of the gate's own time.
 */
export function call(name: SystemCall, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0): number {
  return uninterrupted(numberOf(name), a, b, c, d, e, f);
}

/** Makes a system call by its number, for calls made on a process's behalf. */
export function callNumber(number: number, values: readonly number[]): number {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values;
  return uninterrupted(number, a, b, c, d, e, f);
}

/** A signal to this process, for instance a profiler's, must not look like a result: such a call is made again. */
function uninterrupted(number: number, a: number, b: number, c: number, d: number, e: number, f: number): number {
  const { syscall, errno: lastErrno } = native();
  for (;;) {
    const result = syscall(number, a, b, c, d, e, f);
    if (result !== -1 || lastErrno() !== errno.EINTR) return result;
  }
}

export function lastError(): number {
  return native().errno();
}

/** Makes a system call that fails only when something is wrong with the gate itself; throws then. */
export function mustCall(name: SystemCall, ...values: readonly number[]): number {
  const result = callNumber(numberOf(name), values);
  if (result < 0) throw new Error(`The gate itself failed: ${name} gave ${errnoName(lastError())}.`);
  return result;
}

export function closeDescriptor(descriptor: number): void {
  call('close', descriptor);
}

/** Puts bytes into the block at `place` and gives their address. */
export function put(place: number, bytes: Buffer): number {
  const { bytes: block, base } = native();
  bytes.copy(block, place);
  return base + place;
}

/** Puts a path, whose characters are bytes, into the block as a C string and gives its address. */
export function putPath(place: number, path: string): number {
  const { bytes: block, base } = native();
  const length = block.write(path, place, 4095, 'latin1');
  block[place + length] = 0;
  return base + place;
}

const pathPlaces = [at.path, at.secondPath, at.text];

/** Arguments of a call with paths, of which there are at most three, in the place of those with these indexes. */
export function withPaths(values: readonly number[], indexes: readonly number[], paths: readonly string[]): number[] {
  const changed = [...values];
  indexes.forEach((index, each) => {
    changed[index] = putPath(pathPlaces[each] ?? at.path, paths[each] ?? '');
  });
  return changed;
}

/** A path as the gate keeps paths: a character for each of its bytes. */
export function byteString(path: string): string {
  return Buffer.from(path).toString('latin1');
}

/** Opens a file by an absolute path, which is put into the block at `place`. */
export function openPath(path: string, flags: number, mode = 0, place: number = at.path): number {
  return call('openat', atFlag.currentDirectory, putPath(place, path), flags, mode);
}

const longestPath = 4096;

/** Where a symbolic link points to, as a string of bytes; undefined when it has gone. */
export function readLink(link: string): string | undefined {
  const { base, bytes } = native();
  const path = putPath(at.text, link);
  const length = call('readlinkat', atFlag.currentDirectory, path, base + at.secondPath, longestPath);
  return length < 0 ? undefined : bytes.toString('latin1', at.secondPath, at.secondPath + length);
}
