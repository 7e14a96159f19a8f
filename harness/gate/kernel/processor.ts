import { at, native } from './native.js';
import { call, mustCall, put } from './call.js';

const maskBytes = 128;

/**
 * Keeps this thread, and what it starts from now on, on one processor; gives a function that undoes it for the thread.
 */
export function pin(processor: number): () => void {
  const { base, bytes } = native();
  bytes.fill(0, at.small, at.small + maskBytes);
  mustCall('sched_getaffinity', 0, maskBytes, base + at.small);
  const before = Buffer.from(bytes.subarray(at.small, at.small + maskBytes));
  const only = Buffer.alloc(maskBytes);
  only[processor >> 3] = 1 << (processor & 7);
  mustCall('sched_setaffinity', 0, maskBytes, put(at.small, only));
  return () => {
    call('sched_setaffinity', 0, maskBytes, put(at.small, before));
  };
}
