import { readBytes, readWords } from '../kernel/memory.js';
import { nameOf } from '../kernel/syscalls.js';
import type { Task } from '../world/tree.js';
import type { Wait } from '../world/wait.js';

/** The signals that a waiting call blocks for as long as it lasts, a bit each; undefined where those that the thread blocks stay. */
export function maskWhile({ process: { pid } }: Task, { notification: { number, values } }: Wait): bigint | undefined {
  switch (nameOf(number)) {
    case 'rt_sigsuspend':
      return maskAt(pid, values[0]);
    case 'ppoll':
      return maskAt(pid, values[3]);
    case 'epoll_pwait':
    case 'epoll_pwait2':
      return maskAt(pid, values[4]);
    case 'pselect6':
      // The kernel takes no more than six arguments: the last one tells where the set lies, and how long it is.
      return maskAt(pid, readWords(pid, values[5] ?? 0, 1)?.[0]);
    default:
      return undefined;
  }
}

function maskAt(pid: number, address = 0): bigint | undefined {
  return address === 0 ? undefined : readBytes(pid, address, 8)?.readBigUInt64LE();
}
