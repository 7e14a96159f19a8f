import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOver, markedProcess } from '../../gate/index.js';
import { fromLetters, inLetters } from '../letters.js';

/** What was killed and still lives then is in a call that even a kill has to wait for. */
const usualMs = 400;
const pauseMs = 1;
const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** Looks again and again whether something is so, for a moment at the most; blocks this thread meanwhile. */
export function wasSoon(isSo: () => boolean, longestMs: number = usualMs): boolean {
  const startedMs = performance.now();
  for (;;) {
    if (isSo()) return true;
    if (performance.now() - startedMs > longestMs) return false;
    Atomics.wait(pause, 0, 0, pauseMs);
  }
}

/** Kills all processes with a mark, whatever signals they ignore and whose children they have become; whether none is left. */
export function endMarked(mark: number): boolean {
  return wasSoon(() => {
    const left = living().filter((each) => each.mark === mark);
    for (const { pid } of left) kill(pid);
    return left.every(({ ended }) => ended);
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, or belongs to somebody else now.
  }
}

interface Living {
  readonly pid: number;
  readonly mark: number;
  readonly ended: boolean;
}

/** All processes that can be seen and have a mark, but for this one, which has one while it starts another. */
function living(): Living[] {
  return namesIn('/proc').flatMap((name) => {
    const pid = /^\d+$/.test(name) ? Number(name) : process.pid;
    const marked = pid === process.pid ? undefined : markedProcess(pid);
    return marked === undefined ? [] : [{ pid, ...marked }];
  });
}

/** How the directories of a process begin that marks with this mark, up to what is drawn for each. */
export function prefixOf(mark: number): string {
  return `logtorture-${inLetters(mark)}-`;
}

/** Kills what was left by processes that were killed before they could end what they had started. */
export function endLeftovers(): void {
  for (const { pid, mark, ended } of living()) if (!ended && isOver(mark)) kill(pid);
}

/** Removes the directories that such processes have left. */
export function removeLeftovers(parent: string): void {
  for (const name of namesIn(parent)) {
    const mark = fromLetters(/^logtorture-([a-zA-Z]{10})-/.exec(name)?.[1] ?? '');
    if (isOver(mark)) remove(join(parent, name));
  }
}

/** Removes all directories of one process; whether none is left. */
export function removeDirectoriesOf(mark: number, parent: string): boolean {
  const names = namesIn(parent).filter((name) => name.startsWith(prefixOf(mark)));
  return names.map((name) => remove(join(parent, name))).every(Boolean);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Where one may write and not look around, nothing is found.
    return [];
  }
}

function remove(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    // It is somebody else's, or something is still being written into it.
    return false;
  }
}
