import { fcntl, openFlag } from './flags.js';
import { call, mustCall, put } from './call.js';
import { at, native } from './native.js';

const bytesWaiting = 0x541b;

/** Makes a pipe; a write into it that finds no room fails. */
export function makePipe(): { readonly read: number; readonly write: number } {
  const { words, base } = native();
  mustCall('pipe2', base + at.small, openFlag.closeOnExec);
  const read = words[at.small / 4] ?? -1;
  const write = words[at.small / 4 + 1] ?? -1;
  call('fcntl', write, fcntl.setFlags, openFlag.nonBlocking);
  return { read, write };
}

/** Makes a pipe whose ends have flags of their own. */
export function makePipeWith(readFlags: number, writeFlags: number): { readonly read: number; readonly write: number } {
  const pipe = makePipe();
  call('fcntl', pipe.read, fcntl.setFlags, readFlags);
  call('fcntl', pipe.write, fcntl.setFlags, writeFlags);
  return pipe;
}

/** Writes bytes into a pipe; gives how many found room, or -1. */
export function writePipe(descriptor: number, bytes: Buffer): number {
  return call('write', descriptor, put(at.data, bytes), bytes.length);
}

/** How many bytes lie in a pipe, or have come to a socket. */
export function bytesInPipe(descriptor: number): number {
  const { words, base } = native();
  call('ioctl', descriptor, bytesWaiting, base + at.small);
  return words[at.small / 4] ?? 0;
}
