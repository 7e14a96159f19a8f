import { accessSync, constants, readdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit } from 'signal-exit';
import { dirSync } from 'tmp-promise';
import { errorMessage } from '../words.js';

export interface Directory {
  readonly path: string;
  readonly remove: () => void;
}

const present = new Set<() => void>();

// Directories that are still there when this process ends, by a signal too, go with it, after the processes in them.
onExit(
  () => {
    for (const remove of present) remove();
  },
  { alwaysLast: true },
);

/**
 * A fresh working directory, in memory where the system has `/dev/shm`, or below `LOGTORTURE_DIRECTORY`. Made and
 * removed synchronously: there it takes microseconds, and an execution spends less than a millisecond in all. Names are
 * short, since one lies within another, and the path of a socket may have no more than 107 bytes.
 * @throws {Error} when it can't be made.
 */
export function newDirectory(): Directory {
  const parent = parentDirectory();
  try {
    const { name: path } = dirSync({ tmpdir: parent, template: 'logtorture-XXXXXX', keep: true });
    const remove = (): void => {
      present.delete(remove);
      removeAll(path);
    };
    present.add(remove);
    return { path, remove };
  } catch (error) {
    const problem = `No working directory can be made in ${parent}: ${errorMessage(error)}.`;
    throw new Error(`${problem} Name another one in LOGTORTURE_DIRECTORY.`, { cause: error });
  }
}

/** Most hold a few files and nothing else, which `rmSync` would take twice as long for. */
function removeAll(path: string): void {
  try {
    for (const name of readdirSync(path)) unlinkSync(join(path, name));
    rmdirSync(path);
  } catch {
    rmSync(path, { recursive: true, force: true });
  }
}

function parentDirectory(): string {
  return process.env['LOGTORTURE_DIRECTORY'] ?? (isWritable('/dev/shm') ? '/dev/shm' : tmpdir());
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
