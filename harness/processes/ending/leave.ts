import { endChildren } from '../end-with-parent.js';
import { interrupt } from './interruption.js';

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
  setTimeout(() => void leave(), patienceMs);
  interrupt();
  endChildren();
  void import('./run.js').then(
    ({ endProcesses }) => endProcesses(),
    () => undefined,
  );
}

/** Ends this process, and all that it has started, if it has been broken off. */
export async function leaveIfBrokenOff(): Promise<void> {
  if (ending === undefined) return;
  if (ending.says !== undefined) console.error(ending.says);
  await leave();
}

/** Loads only now what it takes: a command that has nothing to end, such as one that tells how others are used, is to begin at once. */
async function leave(): Promise<void> {
  endChildren();
  const status = ending?.status ?? 0;
  try {
    const { removeDirectories } = await import('../directory.js');
    const { endRun } = await import('./run.js');
    const { exitAtOnce } = await import('../../gate/index.js');
    removeDirectories();
    endRun();
    exitAtOnce(status);
  } catch {
    // Without the C library there are no threads that Node's own exit would wait for.
    process.exit(status);
  }
}
