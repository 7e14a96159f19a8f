import { execa } from 'execa';
import { packageRoot } from '../package-root.js';
import { shellWord } from '../report/replay-command.js';

/** A command whose output is to be the same everywhere. */
export interface Question {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const logtorture = ['node', 'dist/bundled/cli/logtorture.js'] as const;
/** How many executions each question asks for. */
export const times = 5;
const drawn = [
  'run',
  '--controlled',
  '--seed',
  '1',
  '--runs',
  String(times),
  '-p',
  '2',
  '-n',
  '5',
  '--max-bytes',
  '100',
];
const replayed = ['replay', '--times', String(times)];
const lost = 'properties/counterexamples/no-record-lost';
const script = 'harness/control/fixtures/append-and-move.sh';

/** Executions whose traces are compared: of writers in Node, in Python and in the shell, drawn and replayed. */
export const traces: readonly Question[] = [
  { name: 'size, drawn', command: [...logtorture, ...drawn, '-t', 'size'] },
  {
    name: 'size, drawn again',
    command: [...logtorture, ...drawn, '-t', 'size'],
  },
  {
    name: 'python-size, drawn',
    command: [...logtorture, ...drawn, '-t', 'size', '--writer', 'python-size'],
  },
  {
    name: 'a shell script, drawn',
    command: [...logtorture, ...drawn, '-t', 'size', '--', 'sh', script],
  },
  {
    name: 'size, replayed',
    command: [...logtorture, ...replayed, `${lost}/size.json`],
  },
  {
    name: 'python-size, replayed',
    command: [...logtorture, ...replayed, `${lost}/python-size.json`],
  },
];

export const kernel: Question = { name: 'kernel', command: ['uname', '-r'] };
export const doctor: Question = {
  name: 'doctor',
  command: [...logtorture, 'doctor'],
};
/**
 * The tests run as in many containers: their process 1 takes the ending of no process but the one that it has started, so that
 * all others which have lost their parents would stay there.
 */
const takesNoEndings = ['-c', 'import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))'];
const vitest = ['node', 'node_modules/vitest/vitest.mjs', 'run', 'harness/gate/session'];
export const tests: Question = {
  name: 'tests',
  command: ['unshare', '--pid', '--fork', '--mount-proc', 'python3', ...takesNoEndings, ...vitest],
};

export interface Answer {
  readonly name: string;
  readonly status: number;
  readonly text: string;
  readonly seconds: number;
}

const environment = { NO_COLOR: '1', CI: '1', LOGTORTURE_SEED: '1' };
const begin = ':::begin';
const end = ':::end';

/** A shell script that asks the questions one after another. */
export function scriptOf(questions: readonly Question[], limit: number): string {
  const variables = Object.entries({
    ...environment,
    LOGTORTURE_LIMIT: String(limit),
  });
  const asked = questions.map(({ name, command }) =>
    [
      `echo ${shellWord(`${begin} ${name}`)}`,
      `${command.map(shellWord).join(' ')} 2>&1`,
      `printf '\\n%s %s %s\\n' ${shellWord(end)} "$?" ${shellWord(name)}`,
    ].join('\n'),
  );
  // What the firmware has printed may stand in the console's line.
  return ['echo', 'cd /logtorture', ...variables.map((pair) => `export ${pair.join('=')}`), ...asked, ''].join('\n');
}

/**
 * The answers in what such a script prints, each as soon as it is whole.
 * @throws {Error} with what was printed last, when there was none.
 */
export async function* answersIn(lines: AsyncIterable<string>): AsyncGenerator<Answer> {
  let text: string[] | undefined;
  let startedMs = performance.now();
  let isAnswered = false;
  const others: string[] = [];
  for await (const line of lines) {
    const plain = line.replace(/\r+$/, '');
    const ended = /^:::end (\d+) (.*)$/.exec(plain);
    if (plain.startsWith(begin)) {
      text = [];
      startedMs = performance.now();
    } else if (ended !== null && text !== undefined) {
      const seconds = (performance.now() - startedMs) / 1000;
      yield {
        name: ended[2] ?? '',
        status: Number(ended[1]),
        text: text.join('\n').trimEnd(),
        seconds,
      };
      text = undefined;
      isAnswered = true;
    } else (text ?? others).push(plain);
  }
  if (!isAnswered) throw new Error(`The guest answered nothing; it printed last: ${others.slice(-5).join(' ')}`);
}

/** The host may be busy, and what it answers is taken for right. */
const hostLimit = '10';

/** What the host answers. */
export async function answerHere({ name, command: [program, ...args] }: Question): Promise<Answer> {
  const startedMs = performance.now();
  const { all, exitCode } = await execa(program === 'node' ? process.execPath : program, args, {
    cwd: packageRoot,
    env: { ...environment, LOGTORTURE_LIMIT: hostLimit },
    all: true,
    reject: false,
  });
  return {
    name,
    status: exitCode ?? -1,
    text: all,
    seconds: (performance.now() - startedMs) / 1000,
  };
}

/**
 * What must be the same of two answers: the text of each execution, and how it ended. How long something took, and which
 * Python it was, may differ.
 */
export function comparable({ status, text }: Answer): readonly string[] {
  const timeless = text
    .trimEnd()
    .replaceAll(/\b\d+\.\d+ s\b/g, '… s')
    .replaceAll(/\bpython \d+(?:\.\d+)+/g, 'python …');
  return [...timeless.split(/\n(?=run \d+\n)/), `exit status ${status}`];
}
