import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { SearchRequest } from '../search/request.js';
import { search } from '../search/search.js';
import { main } from './main.js';

const directory = newDirectory();
afterAll(directory.remove);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

const fixture = (name: string): string => join(packageRoot, 'harness', 'control', 'fixtures', 'programs', name);
const appends = ['--', 'sh', fixture('appends.sh'), '{log}', '{process}'];
const forks = ['--', '/usr/bin/python3', fixture('forks.py'), '{log}'];
const serves = ['--', '/usr/bin/python3', fixture('serves.py'), '{log}'];
const losesLines = ['--', 'sh', '-c', 'echo "one of {process}" >{log}; echo "two of {process}" >>{log}'];

async function logtorture(args: readonly string[], searchBy = search) {
  vi.restoreAllMocks();
  const written = (stream: NodeJS.WriteStream) => vi.spyOn(stream, 'write').mockReturnValue(true);
  const [stdout, stderr] = [written(process.stdout), written(process.stderr)];
  const textOf = ({ mock }: typeof stdout): string => mock.calls.map(([text]) => String(text)).join('');
  process.exitCode = 0;
  await main([process.execPath, 'logtorture', ...args], searchBy);
  const { exitCode } = process;
  return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode };
}

const check = (...args: string[]) =>
  logtorture(['check', '--as-is', '--keep', mkdtempSync(join(directory.path, 'kept-')), '--workers', '1', ...args]);

/** What a search is asked for, without one. */
async function asked(...args: string[]): Promise<SearchRequest[]> {
  const requests: SearchRequest[] = [];
  await logtorture(['check', '--as-is', '--keep', directory.path, '--workers', '1', ...args], (request) => {
    requests.push(request);
    return Promise.resolve({ writer: request.writer.name, seed: request.seed, claims: [] });
  });
  return requests;
}

describe('the options of programs as they are', () => {
  test.each([
    [['check', '--as-is', '-t', 'size', ...appends], /^logtorture: --type can't be had with --as-is: /],
    [['check', '--as-is', '--record-bytes', '50', ...appends], /^logtorture: --record-bytes can't be had with --as-is/],
    [['check', '--as-is', '--max-bytes', '50', ...appends], /^logtorture: --max-bytes can't be had with --as-is: /],
    [['check', '--as-is', '--numbering', 'usual', ...appends], /^logtorture: --numbering can't be had with --as-is: /],
    [['run', '--as-is', '--backups', '3', ...appends], /^logtorture: --backups can't be had with --as-is: /],
    [['check', '--drive', 'true', 'size'], /^logtorture: --drive goes only with --as-is, /],
    [['check', '--kills', 'size'], /^logtorture: --kills goes only with --as-is, /],
    [['check', '--as-is', '--lines', ...appends], /^logtorture: --lines can't be had with --as-is: /],
    [['check', '--as-is'], /^logtorture: Which program\? Give its command behind --, /],
    [['check', '--as-is', 'size', ...appends], /^logtorture: size can't stand before --: /],
    [
      ['check', '--as-is', '--', 'no-such-program'],
      /^logtorture: There is no program no-such-program to run as it is\.$/,
    ],
    [
      ['check', '--as-is', '--file', '../app.log', ...appends],
      /^error: option '--file <name>' .* within the directory/,
    ],
    [
      ['check', '--as-is', '--claims', 'survives-logrotate', ...appends],
      /^logtorture: survives-logrotate can't be asked of a program as it is: run logrotate itself beside it, /,
    ],
    [
      ['check', '--as-is', '--claims', 'threshold-kept', ...appends],
      /^logtorture: threshold-kept can't be asked of a program as it is: nobody knows at what size/,
    ],
  ])('%j are refused in one line', async (args, message) => {
    const { stdout, stderr, exitCode } = await logtorture(args);
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  test.each(['check', 'run', 'validate'])('are told by %s --as-is --help, on one screen', async (command) => {
    const { stdout, exitCode } = await logtorture([command, '--as-is', '--help']);
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThanOrEqual(43);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    for (const option of ['--file', '--before', '--with', '--drive', '--keeps', '--may-remove'])
      expect(stdout).toContain(`\n  ${option} <`);
    expect(stdout).not.toContain('--max-bytes');
    expect(exitCode).toBe(0);
  });
});

describe.runIf(gateSupport().able)('logtorture check --as-is', () => {
  test.runIf(process.getuid?.() === 0)('a program may become another user, who comes to its directory', async () => {
    const becomes = ['setpriv', '--reuid=65534', '--clear-groups', 'sh', '-c', 'cd {dir} && echo line >> {log}'];
    const { stdout, exitCode } = await logtorture([
      'validate',
      '--as-is',
      '--before',
      'chown 65534 {dir}',
      '--',
      ...becomes,
    ]);
    expect([stdout, exitCode]).toEqual([expect.stringContaining('p0 wrote 1'), 0]);
  });

  test('searches one copy alone, then several, each held to what any program can be held to', async () => {
    const [alone, together, ...more] = await asked(...appends);
    expect(more).toEqual([]);
    expect(alone).toMatchObject({ concurrency: 'alone', writer: { name: 'appends.sh', forks: false } });
    expect(alone?.claims).toEqual([
      'no-record-lost',
      'no-record-duplicated',
      'no-line-torn',
      'nothing-unexpected',
      'order-kept',
      'no-error',
    ]);
    expect(together).toMatchObject({ concurrency: 'together', claims: alone?.claims });
  });

  test('searches one copy of what starts processes that write at once, as several', async () => {
    expect(await asked('--kills', ...forks)).toEqual([
      expect.objectContaining({
        concurrency: 'together',
        claims: expect.arrayContaining(['no-error', 'survives-kill', 'not-stuck-after-kill']),
        writer: expect.objectContaining({ forks: true, sizes: { processes: { min: 1, max: 1 } } }),
      }),
    ]);
  });

  test('says of a service that it is one, and names --drive', async () => {
    const { stderr, exitCode } = await check(...serves);
    expect(stderr).toMatch(/^logtorture: serves\.py can't be checked: .* say with --drive what makes it work/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  test('says of what writes nothing how it is to be told where to write', async () => {
    const { stderr, exitCode } = await check('--', 'true');
    expect(stderr).toMatch(
      /^logtorture: true can't be checked: it wrote nothing below .* \{dir\}\. The log is \{log\} .* LOGTORTURE_LOG .*; --file /,
    );
    expect(exitCode).toBe(2);
  });

  test('finds nothing in scripts that only append', async () => {
    const { stdout, exitCode } = await check('--budget', '40', '--seed', '1', ...appends);
    expect(stdout).toMatch(/\n✓ no-record-lost +held\n/);
    expect(exitCode).toBe(0);
  });

  test('shows how a line is lost, and keeps what replays it by itself', async () => {
    const options = ['--claims', 'no-record-lost', '--budget', '60', '--seed', '1', '--bail'];
    const { stdout, exitCode } = await check(...options, ...losesLines);
    expect(stdout).toMatch(
      /\n✗ sh breaks no-record-lost: p\d's line \d \("(?:one|two) of \d"\) was written, but it is in/,
    );
    expect(stdout).toMatch(/\nscenario {2}2 copies of sh -c '.*\n(?: {10}.*\n)* {10}copied from its first step\n/);
    expect(stdout).toMatch(/ write app\.log \+9 .* "one of 0" app\.log 9\n/);
    expect(exitCode).toBe(1);
    const [, file = ''] = /npx logtorture replay (\S+)\n/.exec(stdout) ?? [];
    const replayed = await logtorture(['replay', file]);
    expect(replayed.stdout).toMatch(/\nno-record-lost is still broken: 3\/3\.\n$/);
    expect(replayed.exitCode).toBe(1);
    const other = await logtorture(['replay', file, '--', 'sh']);
    expect(other.stderr).toMatch(/^logtorture: The file holds the program that it is about, /);
  });
});

describe.runIf(gateSupport().able)('logtorture validate --as-is', () => {
  test('says what the log is, who wrote it, what is not taken for it, and how it is started', async () => {
    const command = ['sh', '-c', 'echo $$ >pid; echo one >>{log}'];
    const { stdout, exitCode } = await logtorture(['validate', '--as-is', '--file', 'own.log', '--', ...command]);
    expect(stdout).toMatch(
      /^sh can be checked as it is: it took \d+ steps\.\nlog {7}own\.log\nbesides {3}pid: not taken for the log\nlines {5}p0 wrote 1\nstart {5}copied from its first step\n$/,
    );
    expect(exitCode).toBe(0);
  });

  test('says what a service is missing', async () => {
    const { stdout, exitCode } = await logtorture(['validate', '--as-is', ...serves]);
    expect(stdout).toMatch(/^serves\.py: .* it never ends by itself; .* --drive /);
    expect(exitCode).toBe(1);
  });
});

describe.runIf(gateSupport().able)('logtorture run --as-is', () => {
  test('runs a program under control, the first time undisturbed, and says why', async () => {
    const { stdout, exitCode } = await logtorture(['run', '--as-is', '--runs', '2', '-p', '2', ...appends]);
    expect(stdout).toMatch(
      /^appends\.sh with appends\.sh [\da-f]{8}: 2 copies\nseed \d+\n2 copies of sh .*\nA program as it is runs under control: /,
    );
    expect(stdout).toMatch(/\nThe same again: --schedule '\{"preemptions":\[\],"faults":\[\]\}'\n/);
    expect(stdout).toMatch(/\n0\/4 lines are missing /);
    expect(exitCode).toBe(0);
  });
});
