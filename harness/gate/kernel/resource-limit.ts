import { call } from './call.js';
import { at, native } from './native.js';

/** Sets one of a process's limits, and leaves its hard limit; gives what it was before, or undefined where it can't be set. */
export function setLimit(pid: number, resource: number, limit: bigint): bigint | undefined {
  const { bytes, base } = native();
  if (call('prlimit64', pid, resource, 0, base + at.small) !== 0) return undefined;
  const before = bytes.readBigUInt64LE(at.small);
  bytes.writeBigUInt64LE(limit, at.small);
  return call('prlimit64', pid, resource, base + at.small, 0) === 0 ? before : undefined;
}

const core = 4;

/**
 * A process that dies of a signal leaves no core. One byte, since the kernel takes none at all for no limit where a program is to
 * have the core.
 */
export function leaveNoCore(pid: number): void {
  setLimit(pid, core, 1n);
}
