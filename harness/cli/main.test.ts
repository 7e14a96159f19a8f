import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { bundledModule, compiledModule, packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

const support = gateSupport();
const fixture = (name: string): string => join(packageRoot, 'harness', 'processes', 'fixtures', `${name}.mjs`);

test('logtorture is a program', async () => {
  const { stdout, exitCode } = await execa(process.execPath, [bundledModule('cli/logtorture.js'), '--help']);
  expect(stdout).toMatch(/^Usage: logtorture \[options\] \[command\]\n/);
  expect(exitCode).toBe(0);
});

test('logtorture says its version', async () => {
  const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  expect(await logtorture('--version')).toMatchObject({ stdout: version, exitCode: 0 });
});

test.each([
  [['chekc'], /^error: unknown command 'chekc'\n\(Did you mean check\?\)$/],
  [['check', '--budgte', '3'], /^error: unknown option '--budgte'\n\(Did you mean --budget\?\)$/],
])('%j is told what may have been meant', async (args, message) => {
  const { stderr, exitCode } = await logtorture(...args);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});

test.each(['check', 'run', 'replay', 'matrix', 'list', 'experiment', 'doctor'])(
  'logtorture %s --help fits on a screen, and ends with an example',
  async (command) => {
    const { stdout, exitCode } = await logtorture(command, '--help');
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(new RegExp(`\\nFor instance:\\n(?: {2}npx logtorture ${command}.*\\n?)+$`));
    expect(exitCode).toBe(0);
  },
);

describe('logtorture run', () => {
  test('says what it runs, accounts for every record and exits with 0 when none is missing', async () => {
    const { stdout, stderr, exitCode } = await logtorture('run', '-t', 'file', '-p', '3', '-n', '4', '--seed', '7');
    expect(stdout.replace(/\d\.\d\d s/, '0.01 s')).toBe(
      'file: 3 processes × 4 records of 50 bytes, never rotated, no pause\nseed 7\n\n0/12 records are missing (0.01 s, 1 file)',
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  test('shows which records are missing and exits with 1', async () => {
    const writer = compiledModule('writers/canaries/drops-its-buffer.js');
    const { stdout, exitCode } = await logtorture('run', '--writer', writer, '-p', '2', '-n', '5', '--runs', '3');
    expect(stdout).toContain('2/10 records are missing');
    expect(stdout).toContain('  p0 misses 4\n  p1 misses 4\n');
    expect(stdout).toMatch(/\n3 of 3 runs with a loss; records missing: minimum 2, median 2, maximum 2$/);
    expect(exitCode).toBe(1);
  });

  test('prints one JSON document with --json', async () => {
    const writer = compiledModule('writers/canaries/drops-its-buffer.js');
    const { stdout } = await logtorture('run', '--writer', writer, '-p', '2', '-n', '3', '--json');
    const expected = { lost: 2, torn: 0, duplicated: 0, unexpected: 0, errors: 0, milliseconds: expect.any(Number) };
    const document = JSON.parse(stdout);
    expect(problemsIn(document, 'run')).toEqual([]);
    expect(document).toEqual({
      version: 1,
      writer: 'drops-its-buffer',
      versions: {
        logtorture: '0.1.0',
        node: process.version,
        'drops-its-buffer.js': expect.stringMatching(/^[\da-f]{8}$/),
      },
      processes: 2,
      records: 3,
      runs: [
        {
          ...expected,
          missing: [
            [0, 2, 2],
            [1, 2, 2],
          ],
        },
      ],
      runsWithLoss: 1,
    });
  });

  test('shows what a process printed on stderr, marked with its process', async () => {
    const writer = compiledModule('writers/canaries/complains.js');
    const { stdout, exitCode } = await logtorture('run', '--writer', writer, '-p', '2', '-n', '1');
    expect(stdout).toContain('  p0 | complains: the log could not be flushed\n  p1 | complains: ');
    expect(exitCode).toBe(0);
  });

  test('runs a command behind -- as a writer', async () => {
    const { stdout, exitCode } = await logtorture(
      'run',
      '-p',
      '1',
      '-n',
      '1',
      '--',
      process.execPath,
      fixture('exits-at-once'),
    );
    expect(stdout).toContain('  p0 | I do not run here\n  p0 ended with exit status 7 before it had closed its log\n');
    expect(exitCode).toBe(1);
  });

  test.each([
    [
      ['run', '--writer', 'nobody'],
      /^logtorture: There is no writer nobody: it is neither a file nor one of file, size,/,
    ],
    [
      ['run', '-p', '0'],
      /^error: option '-p, --processes <n>' argument '0' is invalid\. It must be a whole number from 1/,
    ],
    [['run', '-n', 'many'], /^error: option '-n, --records <n>' argument 'many' is invalid/],
    [['run', '-t', 'colour'], /^error: option '-t, --type <type>' argument 'colour' is invalid/],
    [['run', '-t', 'time', '--writer', 'size'], /^logtorture: size can't be run with --type time: the rotations/],
    [['run', '--', 'no-such-program'], /^logtorture: There is no program no-such-program to run as a writer\.$/],
    [['run', '--colour'], /^error: unknown option '--colour'/],
    [
      ['run', '--writer', fixture('protocol')],
      /^logtorture: The module .* does not load as a writer: Error: The module has no default export, but exports orders: it must have/,
    ],
    [
      ['run', '--writer', fixture('exits-while-it-loads')],
      /does not load as a writer: it ended the process while it was loaded, with exit status 7; it printed nothing$/,
    ],
    [
      ['run', '--writer', join(packageRoot, 'README.md')],
      /^logtorture: The module .*README\.md does not load as a writer: /,
    ],
  ])('%j: bad input gets one line and exit status 2', async (args, message) => {
    const { stdout, stderr, exitCode } = await logtorture(...args);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('a directory that cannot be written is bad input', async () => {
    const { stderr, exitCode } = await execa(process.execPath, [bundledModule('cli/logtorture.js'), 'run'], {
      reject: false,
      env: { LOGTORTURE_DIRECTORY: '/proc' },
    });
    expect(stderr).toMatch(/^logtorture: No working directory can be made in \/proc: .*LOGTORTURE_DIRECTORY\.$/);
    expect(exitCode).toBe(2);
  });

  test('loads a module writer from a path, as a plain object that imports nothing', async () => {
    const path = join(directory.path, 'mine.mjs');
    writeFileSync(
      path,
      `import { appendFileSync } from 'node:fs';
       export default { name: 'mine', rotations: ['none'], guarantees: [],
         open: ({ file }) => ({ append: (record) => appendFileSync(file, record + '\\n'), close() {} }) };`,
    );
    const { stdout, exitCode } = await logtorture('run', '--writer', path);
    expect(stdout).toMatch(/^mine with mine\.mjs [0-9a-f]{8}: 5 processes × 100 records of 50 bytes, never rotated/);
    expect(exitCode).toBe(0);
  });

  test.each([
    ['SIGINT', 130, []],
    ['SIGTERM', 143, []],
    ...(support.able ? [['SIGINT', 130, ['--controlled']] as const, ['SIGTERM', 143, ['--controlled']] as const] : []),
  ] as const)('leaves nothing behind when it is ended by %s, with status %i, run %j', async (signal, status, how) => {
    const processes = how.length > 0 ? 2 : 5;
    const own = newDirectory();
    const subprocess = execa(
      process.execPath,
      [
        bundledModule('cli/logtorture.js'),
        'run',
        ...how,
        '--silence-ms',
        '60000',
        '--',
        process.execPath,
        fixture('tells-its-pid'),
        own.path,
      ],
      { reject: false, env: { LOGTORTURE_DIRECTORY: own.path } },
    );
    const pids = await pidsIn(own.path, processes);
    subprocess.kill(signal);
    expect((await subprocess).exitCode).toBe(status);
    expect(readdirSync(own.path).filter((name) => name.startsWith('logtorture'))).toEqual([]);
    for (const pid of pids) await expect.poll(() => stateOf(pid)).toMatch(/^(?:gone|Z|X)$/);
    own.remove();
  });
});

describe('logtorture doctor', () => {
  test('says whether this machine can hold steps, what it is and what was tested, and exits with 1 if not', async () => {
    const { stdout, stderr, exitCode } = await logtorture('doctor');
    expect(stdout).toMatch(
      support.able
        ? /^This machine can hold steps: executions can be controlled\.\nIt is Linux \d+\..* on (?:amd64|arm64).*\. Tested on Linux .*\.$/
        : /^This machine can't hold steps: .*\. What would help: .*\.\nIt is .*\. Tested on Linux .*\.$/,
    );
    expect(stderr).toBe('');
    expect(exitCode).toBe(support.able ? 0 : 1);
  });
});

/** Waits, by watching the directory, until so many processes have put a file named by their pid into it. */
async function pidsIn(path: string, count: number): Promise<string[]> {
  for await (const _ of watch(path)) {
    const pids = readdirSync(path).filter((name) => /^\d+$/.test(name));
    if (pids.length >= count) return pids;
  }
  return [];
}

function stateOf(pid: string): string {
  try {
    return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'unknown';
  } catch {
    return 'gone';
  }
}
