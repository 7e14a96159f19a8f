import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { compiledModule, packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { sizeLosesARecord, verdicts } from '../search/hand-built.js';
import { kept as keptForm } from '../report/kept.js';
import type { SearchRequest } from '../search/request.js';
import type { ClaimVerdict } from '../search/verdict.js';
import { main } from './main.js';

const directory = newDirectory();
afterAll(directory.remove);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

const asked: SearchRequest[] = [];
const all = verdicts.map(({ name }) => name).join(',');

/** What is broken by several processes together, and not by one of them alone. */
function unbroken(verdict: ClaimVerdict): ClaimVerdict {
  const { name, explored } = verdict;
  return verdict.verdict === 'violated' ? { name, verdict: 'held', explored } : verdict;
}

/** Runs the command line within this process, with a search that finds what it is told to. */
async function logtorture(args: readonly string[], claims: readonly ClaimVerdict[] = verdicts) {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const textOf = ({ mock }: typeof stdout): string => mock.calls.map(([text]) => String(text)).join('');
  asked.length = 0;
  process.exitCode = 0;
  await main([process.execPath, 'logtorture', ...args], (request) => {
    asked.push(request);
    const { writer, seed, concurrency } = request;
    return Promise.resolve({
      writer: writer.name,
      seed,
      claims: concurrency === 'alone' ? claims.map(unbroken) : claims,
    });
  });
  return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode: process.exitCode };
}

const folder = join(directory.path, 'kept');
const kept = join(folder, 'no-record-lost', 'size.json');
const host = compiledModule('processes/host/host.js');
const canary = compiledModule('writers/canaries/sound.js');
const fixture = join(packageRoot, 'harness', 'processes', 'fixtures', 'exits-at-once.mjs');

describe.runIf(gateSupport().able)('logtorture check', () => {
  test('shows each counterexample and keeps it, then the verdicts, and exits with 1', async () => {
    const { stdout, exitCode } = await logtorture(['check', 'size', '--seed', '7', '--keep', folder, '--claims', all]);
    expect(stdout).toMatch(/^size: searching for 30 s, seed 7\n\n✗ size breaks no-record-lost: p0's record 0 /);
    expect(stdout).toContain(`\n  npx logtorture replay ${kept}\n`);
    expect(stdout).toMatch(/\n✓ no-record-lost +held alone\n✗ no-record-lost +violated together by execution 8: /);
    expect(stdout).toMatch(/\n\? retention-kept +unknown: none of 300 executions rotated the log\n/);
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(keptForm(sizeLosesARecord));
    expect(exitCode).toBe(1);
  });

  test('prints one JSON document with --json', async () => {
    const { stdout } = await logtorture(['check', 'size', '--json', '--keep', folder, '--records', '2..4']);
    const { scenario, schedule, violation, reproduced } = keptForm(sizeLosesARecord);
    const document = JSON.parse(stdout);
    expect(problemsIn(document, 'check')).toEqual([]);
    expect(document).toMatchObject({
      writer: 'size',
      version: 1,
      claims: [
        { name: 'no-record-lost', concurrency: 'alone', promised: true, asked: true, verdict: 'held' },
        {
          name: 'no-record-lost',
          concurrency: 'together',
          promised: false,
          asked: false,
          verdict: 'violated',
          explored: { executions: 4451, firstFailure: 8 },
          counterexample: { scenario, schedule, violation, reproduced, file: kept },
        },
        { name: 'no-line-torn', concurrency: 'alone', verdict: 'held' },
        { name: 'no-line-torn', concurrency: 'together', verdict: 'held' },
        { name: 'order-kept', concurrency: 'alone', verdict: 'held' },
        { name: 'order-kept', concurrency: 'together', verdict: 'held' },
        { name: 'retention-kept', concurrency: 'alone', promised: true, verdict: 'unknown' },
        {
          name: 'retention-kept',
          concurrency: 'together',
          promised: false,
          verdict: 'unknown',
          reason: 'none of 300 executions rotated the log',
        },
      ],
    });
  });

  test('exits with 0 where all held, and with 3 where something is unknown', async () => {
    expect((await logtorture(['check', 'size'], verdicts.slice(1, 3))).exitCode).toBe(0);
    expect((await logtorture(['check', 'size'], verdicts.slice(1))).exitCode).toBe(3);
  });

  test.each([
    ['size', [], 'does not promise', 0],
    ['size', ['--claims', 'no-record-lost'], 'was asked for', 1],
    ['file', [], 'promises', 1],
    [process.execPath, [], 'may promise, as a command', 1],
  ])('exits for a broken claim that %s %j %s with %4$d', async (writer, options, _, status) => {
    const words = writer === process.execPath ? ['--', writer, host, canary] : [writer];
    const lost = await logtorture(['check', '--keep', folder, ...options, ...words], verdicts.slice(0, 1));
    expect(lost.exitCode).toBe(status);
    const isScreen = /\n✗ .* breaks no-record-lost: /.test(lost.stdout);
    const isBeside = /\nWhat size does not promise, .*:\n✗ no-record-lost .*violated together/.test(lost.stdout);
    expect({ isScreen, isBeside }).toEqual({ isScreen: status === 1, isBeside: status === 0 });
  });

  test('tells a plain bug once, though the search for races has found it', async () => {
    const [verdict] = verdicts;
    if (verdict?.verdict !== 'violated') throw new Error('The first verdict is one of a broken claim.');
    const scenario = { ...sizeLosesARecord.scenario, processes: 1 };
    const plain = { ...verdict, counterexample: { ...sizeLosesARecord, scenario } };
    const { stdout } = await logtorture(['check', 'file', '--keep', folder], [plain]);
    expect(stdout.match(/^✗ .* breaks no-record-lost/gm)).toHaveLength(1);
    expect(stdout).toMatch(/\n✗ no-record-lost +violated by one process alone, by execution 8: /);
  });

  test('tries first whether something can be kept, and leaves nothing behind', async () => {
    const deep = join(directory.path, 'a', 'b');
    await logtorture(['check', 'size', '--keep', deep], verdicts.slice(1, 3));
    expect(existsSync(join(directory.path, 'a'))).toBe(false);
  });

  test('shows what cannot be kept all the same, and says why it is not', async () => {
    const taken = join(directory.path, 'taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'no-record-lost'), '');
    const { stdout, exitCode } = await logtorture(['check', 'file', '--keep', taken]);
    expect(stdout).toContain('✗ size breaks no-record-lost');
    expect(stdout).toMatch(/\nIt could not be kept: E\w+/);
    expect(exitCode).toBe(1);
  });

  test.each([
    [['size', '--claims', 'order-kept,no-error'], { claims: ['order-kept', 'no-error'] }],
    [['sound', '-t', 'size'], { writer: { name: 'sound', rotations: ['size'] } }],
    [
      ['file', '--workers', '1'],
      { claims: expect.not.arrayContaining(['retention-kept']), threads: [expect.anything()] },
    ],
  ])('%j asks the search for it, alone and then together', async (args, request) => {
    await logtorture(['check', ...args, '--keep', folder]);
    expect(asked).toMatchObject([
      { ...request, concurrency: 'alone' },
      { ...request, concurrency: 'together' },
    ]);
  });

  test.each([
    [
      ['--budget', '400'],
      [{ executions: 100 }, { executions: 300 }],
    ],
    [['--budget', '1', '--alone'], [{ executions: 1 }]],
  ])('%j is one budget, however many searches share it', async (args, budgets) => {
    await logtorture(['check', 'size', ...args, '--keep', folder]);
    expect(asked.map(({ budget }) => budget)).toEqual(budgets);
  });

  test('tells a bound on what is generated, and searches one process alone only where that is within it', async () => {
    const args = ['check', 'size', '--processes', '2..4', '--record-bytes', '100', '--keep', folder];
    expect((await logtorture(args)).stdout).toMatch(/, 2 to 4 processes, records of 100 bytes\n/);
    const sizes = { processes: { min: 2, max: 4 }, recordBytes: { min: 100, max: 100 } };
    expect(asked).toMatchObject([{ writer: { sizes }, concurrency: 'together' }]);
  });

  test.each([
    [['check', canary, '--claims', all], ` --writer ${canary}\n`],
    [['check', '--', process.execPath, host, canary], ` -- ${process.execPath} ${host} ${canary}\n`],
  ])('%j prints a command that names the writer again', async (args, end) => {
    const { stdout } = await logtorture(['check', '--keep', folder, ...args.slice(1)]);
    expect(stdout).toContain(`replay ${kept}${end}`);
  });

  test.each([
    [
      'LOGTORTURE_BUDGET',
      'abc',
      /^error: option '--budget <budget>' value 'abc' from env 'LOGTORTURE_BUDGET' is invalid/,
    ],
    ['LOGTORTURE_SEED', '-1', /^error: option '--seed <n>' value '-1' from env 'LOGTORTURE_SEED' is invalid/],
  ])('a value of %s that is none, %s, gets one line and exit status 2', async (variable, value, message) => {
    vi.stubEnv(variable, value);
    const { stderr, exitCode } = await logtorture(['check', 'size']);
    vi.unstubAllEnvs();
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  });

  test.each([
    [['check'], /^logtorture: Which writer\? Give its name, the path of its module, or a command behind --\.$/],
    [['check', 'size', '--records', '4..2'], / It must be a number from 1 to 1000, or a range of them, like 2\.\.4\.$/],
    [['check', 'size', '--alone', '--processes', '2'], /^logtorture: --alone can't be had with --processes 2\.$/],
    [
      ['check', 'file', '--max-bytes', '9'],
      /^logtorture: --max-bytes can't be kept to: file does not rotate by size here\.$/,
    ],
    [['check', 'siez'], /^logtorture: There is no writer siez\. Did you mean size\?$/],
    [['check', 'size', '--claims', 'no-eror'], / There is no claim no-eror\. Did you mean no-error\? The claims are /],
    [
      ['check', 'size', 'file'],
      /^logtorture: There is one writer at a time, and size is one: file can't stand behind it\.$/,
    ],
    [['check', canary, 'file'], /^logtorture: There is one writer at a time, and /],
    [
      ['check', 'size', '--', 'python3', 'x.py'],
      /^logtorture: There are two writers: size, and the command behind --\. /,
    ],
    [
      ['check', 'size', '--keep', join(packageRoot, 'README.md')],
      /^logtorture: Nothing can be kept in .*README\.md: E/,
    ],
    [['check', 'nobody'], /^logtorture: There is no writer nobody: /],
    [
      ['check', 'size', '--budget', '0s'],
      /^error: option '--budget <budget>' argument '0s' is invalid\. It must be a time/,
    ],
    [['check', 'size', '-t', 'time'], /^logtorture: size can't be run with --type time: .* size\.$/],
    [['check', 'size', '--budget', 'long'], /^error: option '--budget <budget>' argument 'long' is invalid/],
    [['check', 'size', '--claims', 'a,no-error'], /^error: option '--claims <list>' argument 'a,no-error' is invalid/],
    [
      ['check', '--', process.execPath, fixture],
      /^logtorture: .*exits-at-once\.mjs\) cannot be used: .* do not run here$/,
    ],
  ])('%j gets one line and exit status 2', async (args, message) => {
    const { stdout, stderr, exitCode } = await logtorture(args);
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
