import { at, native } from '../kernel/native.js';
import { call, closeDescriptor, mustCall, put } from '../kernel/call.js';
import { statusOf } from '../kernel/status.js';
import type { Input } from '../world/tree.js';

const nonBlocking = 0o4000;
const closeOnExec = 0o2000000;
const setFlags = 4;
const bytesWaiting = 0x541b;

/** Makes the pipe that becomes a member's standard input. */
export function makeInput(): { readonly input: Input; readonly read: number } {
  const { words, base } = native();
  mustCall('pipe2', base + at.small, closeOnExec);
  const read = words[at.small / 4] ?? -1;
  const write = words[at.small / 4 + 1] ?? -1;
  call('fcntl', write, setFlags, nonBlocking);
  return {
    input: { write, inode: statusOf(read)?.inode ?? -1, pending: Buffer.alloc(0), last: false, closed: false },
    read,
  };
}

/** Fills the pipe with what is pending, as much as it takes; whether there is anything to read, be it the end. */
export function feed(input: Input): boolean {
  if (input.closed) return true;
  const { words, base } = native();
  while (input.pending.length > 0) {
    const piece = input.pending.subarray(0, 4096);
    const written = call('write', input.write, put(at.data, piece), piece.length);
    if (written <= 0) break;
    input.pending = input.pending.subarray(written);
  }
  if (input.last && input.pending.length === 0) {
    closeInput(input);
    return true;
  }
  call('ioctl', input.write, bytesWaiting, base + at.small);
  return (words[at.small / 4] ?? 0) > 0;
}

export function closeInput(input: Input): void {
  if (!input.closed) closeDescriptor(input.write);
  input.closed = true;
}
