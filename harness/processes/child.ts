import { closeSync, createWriteStream, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { execa } from 'execa';
import { startMarked } from '../gate/index.js';
import { childEnvironment } from './environment.js';
import { endWithParent } from './end-with-parent.js';

export interface ChildExit {
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
}

/** Is told what a child says. */
export interface Listener {
  readonly line: (line: string) => void;
  readonly exit: (exit: ChildExit) => void;
}

/** A running process that speaks the command protocol, and whatever processes it starts. */
export interface Child {
  readonly pid: number | undefined;
  /** Resolves when the process has ended and everything it said has been told. */
  readonly ended: Promise<ChildExit>;
  /** Why it could not be started, once that is known. */
  readonly problem: () => string | undefined;
  /** Set once the process has ended. */
  readonly exit: () => ChildExit | undefined;
  readonly listen: (listener: Listener) => void;
  /** Writes to its standard input; resolves when all has left this process. */
  readonly write: (text: string) => Promise<void>;
  /** Ends its input: that is how it is asked to exit. */
  readonly endInput: () => void;
  /** What it has printed on standard error since this was last asked. */
  readonly takeStderr: () => string;
  /** Kills it and all processes of its group. */
  readonly kill: () => void;
}

/** More on standard error than this is counted, not kept. */
const maxStderrBytes = 1_048_576;
/** A line longer than this is no answer. */
const maxLineBytes = 65_536;

/**
 * Starts a child in a process group of its own with a minimal environment. Its standard error goes into a file, since
 * a file, unlike a pipe, holds at the end of an execution all that was printed in it.
 * @param more what else stands in its environment.
 */
export function startChild(
  [file = '', ...args]: readonly string[],
  stderrFile: string,
  more: Readonly<Record<string, string>> = {},
): Child {
  const stderr = openSync(stderrFile, 'a');
  const subprocess = startMarked(() =>
    execa(file, args, {
      env: { ...childEnvironment(), ...more },
      extendEnv: false,
      stdin: 'pipe',
      stdout: 'pipe',
      // A stream with a descriptor is handed to the child as it is: nothing flows through this process.
      stderr: createWriteStream(stderrFile, { fd: stderr, autoClose: false }),
      detached: true,
      cleanup: false,
      buffer: false,
      reject: false,
    }),
  );
  let listener: Listener | undefined;
  let exit: ChildExit | undefined;
  const kill = () => killGroup(subprocess.pid);
  const forget = endWithParent(kill);

  let partial = '';
  subprocess.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    if (partial.length > maxLineBytes) {
      lines.push(partial);
      partial = '';
    }
    for (const line of lines) listener?.line(line);
  });
  // A process that has ended takes no input any more; that it has ended is told by its exit.
  subprocess.stdin.on('error', () => undefined);
  // What it has started may hold its standard output open: nothing of an execution outlives it.
  subprocess.on('exit', kill);

  let problem: string | undefined;
  const ended = subprocess.then(({ exitCode, signal, originalMessage }) => {
    if (subprocess.pid === undefined) problem = originalMessage;
    exit = { exitCode, signal };
    forget();
    closeSync(stderr);
    listener?.exit(exit);
    return exit;
  });

  return {
    pid: subprocess.pid,
    ended,
    problem: () => problem,
    exit: () => exit,
    listen: (next) => void (listener = next),
    write: (text) => new Promise((resolve) => void subprocess.stdin.write(text, () => resolve())),
    endInput: () => void subprocess.stdin.end(),
    takeStderr: () => takeText(stderrFile),
    kill,
  };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}

/** Reads a file and empties it; its writer appends, so it goes on at the new end. */
function takeText(path: string): string {
  const { size } = statSync(path);
  if (size === 0) return '';
  const text = size <= maxStderrBytes ? readFileSync(path, 'utf8') : `${size} bytes, which is too much to keep\n`;
  truncateSync(path);
  return text;
}
