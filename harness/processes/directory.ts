import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import { onExit } from 'signal-exit';
import { dirSync } from 'tmp-promise';

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
 * removed synchronously: there it takes microseconds, and an execution spends less than a millisecond in all.
 * @throws {Error} when it can't be made.
 */
export function newDirectory(): Directory {
  const parent = parentDirectory();
  try {
    const { name, removeCallback } = dirSync({ tmpdir: parent, prefix: 'logtorture', unsafeCleanup: true });
    const remove = (): void => {
      present.delete(remove);
      removeCallback();
    };
    present.add(remove);
    return { path: name, remove };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `No working directory can be made in ${parent}: ${why}. Name another one in LOGTORTURE_DIRECTORY.`,
      {
        cause: error,
      },
    );
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
