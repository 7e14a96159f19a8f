import { closeDescriptor } from '../kernel/call.js';
import { makeMemoryFile } from '../kernel/memory-file.js';
import { statusOf } from '../kernel/status.js';
import { closeInput, makeInput } from './input.js';
import type { Input, Stream, Tree } from '../world/tree.js';

/** The gate's ends of a member's standard streams, and the end that it reads from. */
export interface Ends {
  readonly input: Input;
  readonly read: number;
  readonly streams: readonly [Stream, Stream];
}

/** Makes standard streams for a member; what only the member needs of them is closed when `use` returns. */
export function withStreams(use: (ends: Ends) => Tree): Tree {
  const { input, read } = makeInput();
  const streams = [makeStream('stdout'), makeStream('stderr')] as const;
  try {
    return use({ input, read, streams });
  } catch (error) {
    closeStreams(streams);
    closeInput(input);
    throw error;
  } finally {
    closeDescriptor(read);
  }
}

function makeStream(name: 'stdout' | 'stderr'): Stream {
  const descriptor = makeMemoryFile(name);
  const status = statusOf(descriptor);
  return {
    name,
    descriptor,
    device: status?.device ?? -1,
    inode: status?.inode ?? -1,
    decoder: new TextDecoder(),
    plain: true,
    kept: 0,
    cut: false,
  };
}

export function closeStreams(streams: readonly Stream[]): void {
  for (const { descriptor } of streams) closeDescriptor(descriptor);
}
