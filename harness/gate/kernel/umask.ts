import { call } from './call.js';

let ownMask: number | undefined;

/** Makes a call under another process's file mode mask. */
export function underMask<T>(mask: number, make: () => T): T {
  ownMask ??= readMask();
  if (ownMask === mask) return make();
  call('umask', mask);
  const result = make();
  call('umask', ownMask);
  return result;
}

/** The file mode mask of this process, which can only be read by setting it. */
export function readMask(): number {
  const mask = call('umask', 0o077);
  call('umask', mask);
  return mask;
}
