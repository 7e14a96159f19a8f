import { mustCall, put } from './call.js';
import { at } from './native.js';

const closeOnExec = 1;

/** Makes a file in memory, which stands in no directory, and gives its descriptor. The caller closes it. */
export function makeMemoryFile(name: string, contents: Buffer = Buffer.alloc(0)): number {
  const descriptor = mustCall('memfd_create', put(at.path, Buffer.from(`logtorture-${name}\0`)), closeOnExec);
  if (contents.length > 0) mustCall('pwrite64', descriptor, put(at.data, contents), contents.length, 0);
  return descriptor;
}
