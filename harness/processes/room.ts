import { statfsSync } from 'node:fs';
import { machineFailureIn, mayHaveLackedRoom } from '../execution/machine-failure.js';
import type { Execution } from '../execution/execution.js';
import { faultIn, shortageTold } from '../machine-fault.js';

/** How many bytes this process may still write below a folder; Infinity where the system does not say. */
export function roomIn(folder: string): number {
  const { bsize, blocks, bavail, bfree } = statfsSync(folder);
  // Some file systems have no blocks to count.
  if (blocks === 0) return Infinity;
  // What is set aside for the superuser is there for it.
  return bsize * (process.geteuid?.() === 0 ? bfree : bavail);
}

/** With less than this left, something was most likely not written. */
const nothingLeft = 65_536;

/**
 * Looks, before its directory goes, whether an execution shows what the writer did, and not what the machine refused.
 * @throws {MachineFault} that says what was refused, and what to do.
 */
export function assertServed(execution: Execution, directory: string): void {
  const failure = machineFailureIn(execution);
  if (failure !== undefined) throw faultIn(failure.failed, failure.shortage);
  // Nothing of a free execution shows which of its calls failed.
  const isFree = !execution.events.some(({ kind }) => kind === 'step');
  if (!isFree && !mayHaveLackedRoom(execution)) return;
  const shortage = shortageTold('ENOSPC');
  if (shortage !== undefined && roomIn(directory) < nothingLeft)
    throw faultIn(`The execution in ${directory} filled its file system`, shortage);
}
