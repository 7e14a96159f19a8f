import { call, closeDescriptor, lastError, openPath } from '../kernel/call.js';
import { type Status, statusOf } from '../kernel/status.js';
import { errno } from '../kernel/errno.js';
import { openFlag, fcntl } from '../kernel/flags.js';
import { flagsIn, infoOf } from './descriptor-info.js';
import type { Process } from '../world/process.js';

/**
 * A descriptor of a process, opened here for as long as one call takes: kept longer, it would keep locks alive that
 * the process has given up. `shared` is whether both stand for one open file description, with one offset and one set
 * of locks; where the kernel refuses that (Docker's default profile does), it is a second description of the file.
 */
export interface Borrowed {
  readonly descriptor: number;
  readonly shared: boolean;
}

const kept = openFlag.accessMode | openFlag.append;

let refused = false;

/** Makes all descriptors be borrowed in the way that also works where pidfd_getfd is refused. For tests. */
export function borrowWithoutSharing(instead: boolean): void {
  refused = instead;
}

export function borrow(process: Process, descriptor: number): Borrowed | undefined {
  if (!refused) {
    const shared = call('pidfd_getfd', process.pidfd, descriptor, 0);
    if (shared >= 0) return { descriptor: shared, shared: true };
    if (lastError() !== errno.EPERM) return undefined;
    refused = true;
  }
  const flags = flagsOf(process, descriptor);
  if (flags === undefined) return undefined;
  const second = openPath(
    `/proc/${process.pid}/fd/${descriptor}`,
    (flags & kept) | openFlag.nonBlocking | openFlag.closeOnExec,
  );
  return second < 0 ? undefined : { descriptor: second, shared: false };
}

/** The flags with which a borrowed descriptor was opened by its owner. */
export function statusFlags(process: Process, descriptor: number, borrowed: Borrowed): number {
  return borrowed.shared ? call('fcntl', borrowed.descriptor, fcntl.getFlags) : (flagsOf(process, descriptor) ?? 0);
}

/** Whether a process's descriptor stays open when it becomes another program. */
export function opensAgain(process: Process, descriptor: number): boolean {
  return ((flagsOf(process, descriptor) ?? 0) & openFlag.closeOnExec) === 0;
}

export function giveBack(borrowed: Borrowed): void {
  closeDescriptor(borrowed.descriptor);
}

function flagsOf({ pid }: Process, descriptor: number): number | undefined {
  return flagsIn(infoOf(pid, descriptor));
}

/** Borrows a descriptor for as long as `use` takes; undefined where the process has none of that number. */
export function borrowing<T>(
  process: Process,
  descriptor: number,
  use: (borrowed: Borrowed) => T | undefined,
): T | undefined {
  const borrowed = borrow(process, descriptor);
  if (borrowed === undefined) return undefined;
  try {
    return use(borrowed);
  } finally {
    giveBack(borrowed);
  }
}

/** Borrows a descriptor with its status. */
export function onDescriptor<T>(
  process: Process,
  descriptor: number,
  use: (borrowed: Borrowed, status: Status) => T | undefined,
): T | undefined {
  return borrowing(process, descriptor, (borrowed) => {
    const status = statusOf(borrowed.descriptor);
    return status === undefined ? undefined : use(borrowed, status);
  });
}
