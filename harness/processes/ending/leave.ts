import { exitAtOnce } from '../../gate/index.js';
import { removeDirectories } from '../directory.js';
import { endChildren } from '../end-with-parent.js';
import { interrupt } from './interruption.js';
import { endProcesses, endRun } from './run.js';

/** More than this is not waited for once a signal has come: what was found is said in less. */
const patienceMs = 600;

interface Ending {
  readonly status: number;
  /** What is said last, where there is somebody to read it. */
  readonly says?: string;
}

let ending: Ending | undefined;

/**
 * Breaks off whatever goes on, so that a command says what it has found; it is ended soon in any case. To be told again
 * changes nothing: of one Ctrl-C the terminal tells this process, and `npx` above it does too.
 */
export function breakOff(how: Ending): void {
  if (ending !== undefined) return;
  ending = how;
  setTimeout(leave, patienceMs);
  interrupt();
  endChildren();
  endProcesses();
}

/** Ends this process, and all that it has started, if it has been broken off. */
export function leaveIfBrokenOff(): void {
  if (ending === undefined) return;
  if (ending.says !== undefined) console.error(ending.says);
  leave();
}

function leave(): void {
  endChildren();
  removeDirectories();
  endRun();
  const status = ending?.status ?? 0;
  try {
    exitAtOnce(status);
  } catch {
    // Without the C library there are no threads that Node's own exit would wait for.
    process.exit(status);
  }
}
