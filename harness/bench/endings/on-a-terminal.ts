import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import * as v from 'valibot';
import { bundledModule, packageRoot } from '../../package-root.js';
import { newDirectory } from '../../processes/directory.js';
import { descendants, isThere, processesIn, type Process } from './processes.js';

/** How a command ends: a signal, what is typed, or that its terminal goes away while what runs it is killed. */
export type Ending = 'SIGTERM' | 'SIGHUP' | 'SIGKILL' | 'ctrl-c' | 'gone';

/** What is said of a command that has ended. */
interface Told {
  readonly status: number;
  readonly printed: string;
  /** Whether the terminal is as it was. */
  readonly intact: boolean;
}

const toldSchema: v.GenericSchema<unknown, Told> = v.object({
  status: v.number(),
  printed: v.string(),
  intact: v.boolean(),
});

export interface Ended extends Told {
  /** Until the command and all that it had started were gone, or a while had passed. */
  readonly milliseconds: number;
  /** What was left of its processes, each with its arguments. */
  readonly processes: readonly string[];
  /** What was left of its directories; when it was killed by SIGKILL, after the next command. */
  readonly directories: readonly string[];
}

interface OnTerminal {
  /** Default: `logtorture`. */
  readonly program?: readonly string[] | undefined;
  /** Behind it; what begins with `./` is one of the fixtures. */
  readonly args: readonly string[];
  /** It is ended when it has printed this, or else as soon as it makes a directory. */
  readonly when?: string | undefined;
  /** So long after that. */
  readonly afterMs?: number;
  readonly ending: Ending;
  /** What runs `logtorture`, for instance a shell. */
  readonly through?: readonly string[];
  /** Whether the terminal loses its width before. */
  readonly narrow?: boolean;
}

const startLimitMs = 60_000;
/** More than a command needs to end. */
const endLimitMs = 3000;
const source = join(packageRoot, 'harness', 'bench', 'fixtures');
const logtorture: readonly string[] = [process.execPath, bundledModule('cli/logtorture.js')];

/** Runs `logtorture` on a terminal of its own, and ends it once it is at work. */
export async function endedOnTerminal(asked: OnTerminal): Promise<Ended> {
  const { program = logtorture, args, when = '', afterMs = 0, ending, through = [], narrow = false } = asked;
  const own = newDirectory();
  const here = join(own.path, 'here');
  const scratch = join(own.path, 'scratch');
  cpSync(source, here, { recursive: true });
  mkdirSync(scratch);
  mkdirSync(join(here, 'node_modules'));
  symlinkSync(packageRoot, join(here, 'node_modules', 'logtorture'));
  symlinkSync(join(packageRoot, 'node_modules', 'vitest'), join(here, 'node_modules', 'vitest'));
  const inHere = args.map((arg) => (arg.startsWith('./') ? join(here, arg) : arg));
  const command = [join(here, 'terminal.py'), when, ...through, ...program, ...inHere];
  const environment = { cwd: here, env: { LOGTORTURE_DIRECTORY: scratch }, reject: false } as const;
  const terminal = execa('python3', command, environment);
  try {
    let heard = '';
    terminal.stdout.on('data', (text) => (heard += String(text)));
    await until(() => /^\d+\nprinted\n/.test(heard), startLimitMs, `prints ${when}`);
    const pid = Number.parseInt(heard, 10);
    await until(() => readdirSync(scratch).length > 0, startLimitMs, 'makes a directory');
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (narrow) terminal.stdin.write('narrow\n');
    const started = new Map([...descendants(pid), ...processesIn(own.path)].map((each) => [each.pid, each]));
    started.delete(terminal.pid ?? 0);
    const left = (): Process[] =>
      [...started.values(), ...processesIn(own.path)].filter((each) => each.pid !== terminal.pid && isThere(each));
    const startedMs = performance.now();
    if (ending === 'ctrl-c' || ending === 'gone') terminal.stdin.write(`${ending}\n`);
    else process.kill(pid, ending);
    const { stdout } = await terminal;
    const end = v.parse(toldSchema, JSON.parse(stdout.split('\n')[2] ?? ''));
    await until(() => left().length === 0, endLimitMs).catch(() => undefined);
    const milliseconds = performance.now() - startedMs;
    if (ending === 'SIGKILL' && readdirSync(scratch).length > 0) await execa(process.execPath, nextRun, environment);
    const processes = left().map(({ pid: number, words }) => `${number} ${words}`);
    return { ...end, milliseconds, processes, directories: readdirSync(scratch) };
  } finally {
    terminal.kill('SIGKILL');
    for (const { pid } of processesIn(own.path)) process.kill(pid, 'SIGKILL');
    own.remove();
  }
}

const nextRun = [...logtorture.slice(1), 'run', '-t', 'file', '-p', '1', '-n', '1'];

/** @throws {Error} when something is not so in time. */
async function until(isSo: () => boolean, limitMs: number, what = 'ends'): Promise<void> {
  const startedMs = performance.now();
  while (!isSo()) {
    if (performance.now() - startedMs > limitMs) throw new Error(`It takes more than ${limitMs} ms until it ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
