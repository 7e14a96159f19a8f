import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { onExit } from 'signal-exit';
import { dirSync } from 'tmp-promise';
import { errorMessage } from '../words.js';
import { directoryPrefix } from './ending/run.js';
import { inLetters, numbersIn } from './letters.js';
import { placeFor } from './place.js';

export interface Directory {
  readonly path: string;
  readonly remove: () => void;
}

const drawnLetters = 6;
const countedLetters = 5;

const present = new Set<() => void>();

// Directories that are still there when this process ends, by a signal too, go with it, after the processes in them.
onExit(removeDirectories, { alwaysLast: true });

/** Removes those that are still there, as far as that can be done. */
export function removeDirectories(): void {
  for (const remove of present) {
    try {
      remove();
    } catch {
      // Something is still being written into it, by a process that is about to end.
    }
  }
}

/**
 * A fresh working directory, in memory where `/dev/shm` has room, or below `LOGTORTURE_DIRECTORY`. Made and
 * removed synchronously: there it takes microseconds, and an execution spends less than a millisecond in all. Names are
 * short, since one lies within another, and the path of a socket may have no more than 107 bytes.
 * @throws {Error} when it can't be made.
 */
export function newDirectory(): Directory {
  const { path: parent } = placeFor();
  try {
    const drawn = inLetters(randomInt(numbersIn(drawnLetters)), drawnLetters);
    const { name: path } = dirSync({ tmpdir: parent, name: `${directoryPrefix(parent)}${drawn}`, keep: true });
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

/** A directory in which executions get theirs, one after the other. */
export interface Directories {
  readonly next: () => Directory;
  readonly remove: () => void;
}

/**
 * Makes directories whose names are counted and not drawn, which takes a fifth of the time. No two are called the same, since
 * a process that stays may remember what it knows of a file by its path; and all names are of one length.
 * @throws {Error} when it can't be made.
 */
export function newDirectories(): Directories {
  const { path: parent, remove } = newDirectory();
  let made = 0;
  return {
    next() {
      const path = `${parent}/${inLetters(made++, countedLetters)}`;
      mkdirSync(path, 0o700);
      return { path, remove: () => removeAll(path) };
    },
    remove,
  };
}

/** Most hold a few files and nothing else, which `rmSync` would take twice as long for. */
function removeAll(path: string): void {
  try {
    for (const name of readdirSync(path)) unlinkSync(`${path}/${name}`);
    rmdirSync(path);
  } catch {
    rmSync(path, { recursive: true, force: true });
  }
}
