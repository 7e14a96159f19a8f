import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { askProgram } from './ask-program.js';

export type Python = { readonly executable: string; readonly version: string };

/** Why there is no Python here. That is no failure: the writers that need it are unavailable. */
export type NoPython = { readonly unavailable: string };

/** The Python program that drives the real handlers. */
export const handlersScript: string = join(packageRoot, 'harness', 'writers', 'python_handlers.py');

let found: Python | NoPython | undefined;

/**
 * The Python that the real handlers run in: `LOGTORTURE_PYTHON`, or else the `python3` on PATH. It is asked once for its
 * own executable, since what stands on PATH may be a version manager's shell script, which makes thousands of system calls
 * at every start.
 */
export function findPython(): Python | NoPython {
  found ??= askForPython(process.env['LOGTORTURE_PYTHON'] || 'python3');
  return found;
}

/** The handlers of the standard library. */
export type PythonHandler = 'file' | 'size' | 'time' | 'watched';

/**
 * The command that runs one real handler, and speaks the command protocol.
 * @throws {Error} where there is no Python.
 */
export function pythonCommand(handler: PythonHandler): readonly string[] {
  const python = findPython();
  if ('unavailable' in python) throw new Error(`The writer python-${handler} is unavailable: ${python.unavailable}`);
  // -I and -S leave out the user's settings and packages: the standard library doesn't need them, and it starts faster.
  return [python.executable, '-I', '-S', handlersScript, handler];
}

function askForPython(command: string): Python | NoPython {
  const question = 'import platform, sys; print(sys.executable); print(platform.python_version())';
  const asked = askProgram(command, ['-I', '-S', '-c', question]);
  // The last line of the message says what the command printed on stderr, or why it could not be started.
  if (asked.failed) return unavailable(command, asked.message?.trim().split('\n').at(-1) ?? 'it gave no reason');
  const [executable, version] = asked.stdout.split('\n');
  if (!executable || !version) return unavailable(command, 'it printed no version');
  return { executable, version };
}

function unavailable(command: string, observed: string): NoPython {
  const reason = observed.replace(/\.$/u, '');
  return { unavailable: `${command} does not run: ${reason}. Install Python 3, or name one in LOGTORTURE_PYTHON.` };
}

let concurrent: ReturnType<typeof askForConcurrent> | undefined;

/** The command that runs `ConcurrentRotatingFileHandler`, and the version of its package. */
export function concurrentCommand(): ReturnType<typeof askForConcurrent> {
  return (concurrent ??= askForConcurrent());
}

function askForConcurrent(): { readonly command: readonly string[]; readonly version: string } | NoPython {
  const python = findPython();
  if ('unavailable' in python) return python;
  const question = 'import concurrent_log_handler as package; print(package.__version__)';
  const { stdout: version, failed } = askProgram(python.executable, ['-I', '-c', question]);
  if (failed) return { unavailable: `${python.executable} has no package concurrent-log-handler.` };
  return { command: [python.executable, '-I', handlersScript, 'concurrent'], version };
}
