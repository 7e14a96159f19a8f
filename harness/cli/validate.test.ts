import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { main } from './main.js';

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

const processFixture = (name: string): string => join(packageRoot, 'harness', 'processes', 'fixtures', name);
const answering = (...answers: string[]): string[] => {
  const fixture = join(packageRoot, 'harness', 'control', 'fixtures', 'answers-after-a-write.py');
  return ['--', '/usr/bin/python3', '-B', fixture, ...answers];
};

async function logtorture(...args: string[]) {
  const written = (stream: NodeJS.WriteStream) => vi.spyOn(stream, 'write').mockReturnValue(true);
  const [stdout, stderr] = [written(process.stdout), written(process.stderr)];
  const textOf = ({ mock }: typeof stdout): string => mock.calls.map(([text]) => String(text)).join('');
  process.exitCode = 0;
  await main([process.execPath, 'logtorture', ...args], () => Promise.reject(new Error('There is nothing to search.')));
  return { stdout: textOf(stdout), stderr: textOf(stderr), exitCode: process.exitCode };
}

describe.runIf(gateSupport().able)('logtorture validate', () => {
  test('says that a writer is one, and exits with 0', async () => {
    expect(await logtorture('validate', 'sound')).toMatchObject({
      stdout: expect.stringMatching(
        /^sound is a writer: one process answered all its records and closed its log, in \d+ steps\.\n$/,
      ),
      exitCode: 0,
    });
  });

  test('takes a module that has an interval, which is not waited for', async () => {
    const { stdout, exitCode } = await logtorture('validate', processFixture('keeps-an-interval.mjs'));
    expect(stdout).toMatch(/^keeps-an-interval is a writer: /);
    expect(exitCode).toBe(0);
  });

  test.each([
    ['a mistake of a command', answering('ok 0', 'ok 0'), /^The execution .* p0: it answered record 0 twice; its last/],
    [
      'a module that opens nothing',
      [processFixture('opens-nothing.mjs')],
      /open\(\) must return .*, but it returned nothing/,
    ],
    ['a module that opens half', [processFixture('opens-half.mjs')], /what it returned has no function close"/],
    [
      'a module that writes elsewhere',
      [processFixture('writes-nowhere.mjs')],
      /^All records were acknowledged, but none .*: no step was taken there\.\n/,
    ],
    [
      'a command that sleeps at its start',
      ['--', '/usr/bin/python3', '-c', 'import time\nwhile True: time.sleep(1)'],
      /cannot be used: it sleeps again and again at its start instead of reading its first line/,
    ],
    [
      'a command that polls something else than its input',
      ['--', '/usr/bin/python3', '-c', 'import select\nwhile not select.select([], [], [], 1)[0]: pass'],
      /cannot be used: it polls something with a time-out, .* instead of reading its first line/,
    ],
    [
      'a command that ends before its first order',
      ['--', process.execPath, processFixture('exits-at-once.mjs')],
      /cannot be used: .* I do not run here/,
    ],
  ])('explains %s, says what is asked of a writer, and exits with 1', async (_, words, mistake) => {
    const { stdout, exitCode } = await logtorture('validate', ...words);
    expect(stdout).toMatch(mistake);
    expect(stdout).toMatch(words[0] === '--' ? /\nA command is a writer when / : /\nA module is a writer when /);
    expect(exitCode).toBe(1);
  });

  test.each([[['validate']], [['validate', 'nobody']]])('%j is bad input: one line and exit status 2', async (args) => {
    const { stdout, stderr, exitCode } = await logtorture(...args);
    expect(stderr).toMatch(/^logtorture: .*\n$/);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe.runIf(gateSupport().able)('logtorture check does not begin with a writer that', () => {
  test.each([
    [
      "can't be controlled",
      answering('ok 0', 'ok 1', 'closed', 'bye'),
      /p0: it printed "bye" on stdout after it had said closed/,
    ],
    ['refuses every record', [processFixture('opens-nothing.mjs')], /p0 refused record 0, .* and 1 other record/],
    ['writes elsewhere', [processFixture('writes-nowhere.mjs')], /: no step was taken there/],
  ])('%s, says why in one line, and exits with 2', async (_, words, why) => {
    const { stdout, stderr, exitCode } = await logtorture('check', ...words);
    expect(stderr).toMatch(/^logtorture: .* can't be checked: .*\n$/);
    expect(stderr).toMatch(why);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
