import { closeDescriptor } from '../kernel/call.js';
import { bytesInPipe, makePipe, writePipe } from '../kernel/pipe.js';
import { statusOf } from '../kernel/status.js';
import { onDescriptor } from './descriptors.js';
import type { Input, Tree } from '../world/tree.js';

/** Makes the pipe that becomes a member's standard input. */
export function makeInput(): { readonly input: Input; readonly read: number } {
  const { read, write } = makePipe();
  return {
    input: { write, inode: statusOf(read)?.inode ?? -1, pending: Buffer.alloc(0), last: false, closed: false },
    read,
  };
}

const bytesAtOnce = 4096;

/** Fills the pipe with what is pending, as much as it takes; whether there is anything to read, or the end of it. */
export function feed(input: Input): boolean {
  if (input.closed) return true;
  while (input.pending.length > 0) {
    const written = writePipe(input.write, input.pending.subarray(0, bytesAtOnce));
    if (written <= 0) break;
    input.pending = input.pending.subarray(written);
  }
  if (input.last && input.pending.length === 0) {
    closeInput(input);
    return true;
  }
  return bytesInPipe(input.write) > 0;
}

/** How much a member has not read yet of the input that it was started with. */
export function unreadBytes({ input, main }: Tree): number {
  const inPipe = onDescriptor(main, 0, ({ descriptor }, { inode }) =>
    inode === input.inode ? bytesInPipe(descriptor) : 0,
  );
  return input.pending.length + (inPipe ?? 0);
}

export function closeInput(input: Input): void {
  if (!input.closed) closeDescriptor(input.write);
  input.closed = true;
}
