import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { compiledModule, packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { main } from './main.js';

const directory = newDirectory();
afterAll(directory.remove);

const support = gateSupport();
const fixture = (name: string): string => join(packageRoot, 'harness', 'processes', 'fixtures', `${name}.mjs`);

/** Runs the command line within this process, and takes what it prints. */
async function logtorture(
  ...args: string[]
): Promise<{ stdout: string; stderr: string; exitCode: typeof process.exitCode }> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const textOf = (calls: readonly (readonly unknown[])[]): string =>
    calls
      .map(([text]) => String(text))
      .join('')
      .trimEnd();
  process.exitCode = 0;
  try {
    await main([process.execPath, 'logtorture', ...args]);
    return { stdout: textOf(stdout.mock.calls), stderr: textOf(stderr.mock.calls), exitCode: process.exitCode };
  } finally {
    process.exitCode = undefined;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

test('logtorture is a program', async () => {
  const { stdout, exitCode } = await execa(process.execPath, [compiledModule('cli/logtorture.js'), '--help']);
  expect(stdout).toMatch(/^Usage: logtorture \[options\] \[command\]\n/);
  expect(exitCode).toBe(0);
});

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
    expect(JSON.parse(stdout)).toEqual({
      writer: 'drops-its-buffer',
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
      /^logtorture: The module .* does not load as a writer: Error: The writer is not one/,
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
    const { stderr, exitCode } = await execa(process.execPath, [compiledModule('cli/logtorture.js'), 'run'], {
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
    expect(stdout).toContain('mine: 5 processes × 100 records of 50 bytes, never rotated');
    expect(exitCode).toBe(0);
  });

  test.each([
    ['SIGINT', []],
    ['SIGTERM', []],
    ...(support.able ? [['SIGINT', ['--controlled']] as const, ['SIGTERM', ['--controlled']] as const] : []),
  ] as const)('leaves nothing behind when it is ended by %s, run %j', async (signal, how) => {
    const processes = how.length > 0 ? 2 : 5;
    const own = newDirectory();
    const subprocess = execa(
      process.execPath,
      [
        compiledModule('cli/logtorture.js'),
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
    expect((await subprocess).signal).toBe(signal);
    expect(readdirSync(own.path).filter((name) => name.startsWith('logtorture'))).toEqual([]);
    for (const pid of pids) await expect.poll(() => stateOf(pid)).toMatch(/^(?:gone|Z|X)$/);
    own.remove();
  });
});

describe.runIf(support.able)('logtorture run --controlled', () => {
  const preemption = { before: { process: 0, call: 'stat', path: 'app.log.1', occurrence: 1 }, run: 1 };
  const losing = JSON.stringify({ preemptions: [preemption], faults: [] });
  /** What is printed between the heading and the figures: the interleaving. */
  const interleavingOf = (stdout: string): string => /^ +p0 [^]*?(?=^\d+\/\d+ records)/m.exec(stdout)?.[0] ?? '';
  const hintOf = (stdout: string): string[] => {
    const [, seed, schedule] = /^The same again: (?:--seed (\d+) )?--schedule '(.*)'$/m.exec(stdout) ?? [];
    return [...(seed === undefined ? [] : ['--seed', seed]), '--schedule', schedule ?? ''];
  };

  test('takes the undisturbed order without a schedule or a seed, and loses nothing', async () => {
    const { stdout, exitCode } = await logtorture('run', '--controlled');
    expect(stdout).toMatch(/^size: 2 processes × 2 records of 50 bytes, rotated at 100 bytes \(4 backups\), no pause/);
    expect(stdout).toContain('\nThe same again: --schedule \'{"preemptions":[],"faults":[]}\'');
    expect(exitCode).toBe(0);
  });

  test('follows a schedule given as JSON, which is enough to ask for control, and shows what it loses', async () => {
    const { stdout, exitCode } = await logtorture('run', '--schedule', losing);
    expect(stdout).toContain('\n8    stat app.log.2 = ENOENT\n9                                    open app.log\n');
    expect(stdout).toContain('\n1/4 records are missing');
    expect(stdout).toContain('\n  p0 misses 0\n');
    expect(hintOf(stdout)).toEqual(['--schedule', losing]);
    expect(exitCode).toBe(1);
  });

  test('follows a schedule from a file to the same interleaving', async () => {
    const path = join(directory.path, 'schedule.json');
    writeFileSync(path, losing);
    const fromFile = await logtorture('run', '--schedule', path);
    const fromJson = await logtorture('run', '--schedule', losing);
    expect(interleavingOf(fromFile.stdout)).toContain('rename app.log → app.log.1');
    expect(interleavingOf(fromFile.stdout)).toBe(interleavingOf(fromJson.stdout));
  });

  test.each([
    ['size', '3', ['--schedule']],
    ['time', '8', ['--seed', '8', '--schedule']],
  ])('%s: draws an order from a seed, and what it prints gives the same again', async (type, seed, options) => {
    const walked = await logtorture('run', '-t', type, '--controlled', '--seed', seed);
    const again = await logtorture('run', '-t', type, ...hintOf(walked.stdout));
    expect(walked.stdout).toContain(`\nseed ${seed}\n`);
    expect(hintOf(walked.stdout).slice(0, -1)).toEqual(options);
    expect(JSON.parse(hintOf(walked.stdout).at(-1) ?? '')).toHaveProperty('preemptions.0.run');
    expect(interleavingOf(walked.stdout)).not.toBe('');
    expect(interleavingOf(again.stdout)).toBe(interleavingOf(walked.stdout));
  });

  test('says what of a schedule does not apply', async () => {
    const moved = { preemptions: [{ ...preemption, before: { ...preemption.before, path: 'app.log.9' } }] };
    const { stdout, exitCode } = await logtorture('run', '--schedule', JSON.stringify(moved));
    expect(stdout).toContain("\nnot applied: p0's first stat of app.log.9 never came.\n");
    expect(exitCode).toBe(0);
  });

  test('prints one JSON document with --json, in which each run has the schedule that gives it again', async () => {
    const args = ['run', '--controlled', '--json'];
    const { stdout } = await logtorture(...args, '--seed', '1', '--runs', '12');
    const { runs } = JSON.parse(stdout);
    expect(runs).toHaveLength(12);
    expect(new Set(runs.map(({ schedule }: { schedule: unknown }) => JSON.stringify(schedule))).size).toBeGreaterThan(
      1,
    );
    const again = JSON.parse((await logtorture(...args, '--schedule', JSON.stringify(runs[0].schedule))).stdout);
    expect({ ...again.runs[0], milliseconds: 0 }).toEqual({ ...runs[0], milliseconds: 0 });
  });

  test('warns of nothing in many runs', async () => {
    const { stdout, stderr } = await logtorture('run', '--controlled', '--runs', '12');
    expect(stdout).toContain('\n0 of 12 runs with a loss');
    expect(stderr).toBe('');
  });

  test.each([
    ['{', /^logtorture: --schedule is neither a file nor JSON: \{$/],
    ['{"preemptions":\n[', /^logtorture: --schedule is neither a file nor JSON: \{"preemptions": \[$/],
    ['/', /^logtorture: --schedule is neither a file nor JSON: \/$/],
    [join(packageRoot, 'README.md'), /^logtorture: --schedule names a file that holds no JSON: .*README\.md$/],
    ['{}', /^logtorture: The schedule can't be read: preemptions is missing\.$/],
    [
      '{"preemptions":[{"run":-1}]}',
      /^logtorture: The schedule can't be read: preemptions\.0\.before is missing; preemptions\.0\.run: /,
    ],
  ])('--schedule %j gets one line and exit status 2', async (schedule, message) => {
    const { stdout, stderr, exitCode } = await logtorture('run', '--schedule', schedule);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test('a command that ends before its first line is bad input, in one line with what it said', async () => {
    const command = [process.execPath, fixture('exits-at-once')];
    const { stderr, exitCode } = await logtorture('run', '--controlled', '--', ...command);
    expect(stderr).toMatch(/^logtorture: .*exits-at-once\.mjs\) cannot be used: .* I do not run here$/);
    expect(exitCode).toBe(2);
  });
});

describe('logtorture doctor', () => {
  test('says whether this machine can hold steps, in one line, and exits with 1 if not', async () => {
    const { stdout, stderr, exitCode } = await logtorture('doctor');
    expect(stdout).toMatch(
      support.able
        ? /^This machine can hold steps: executions can be controlled\.$/
        : /^This machine can't hold steps: .*\. What would help: .*\.$/,
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
