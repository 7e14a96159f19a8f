import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

const appends = join(packageRoot, 'harness', 'control', 'fixtures', 'told', 'appends.sh');
const lines = ['--lines', '-t', 'file', '--', 'sh', appends, '{file}'];
const empties = ': > "$LOGTORTURE_FILE"';

test.each([
  [['check', '--lines', 'size'], /^logtorture: size is no command: only a command behind -- can be given its records/],
  [
    ['check', '--claims', 'survives-logrotate', ...lines],
    /^logtorture: survives-logrotate can't be asked with --lines or --with: /,
  ],
])('%j is refused in one line', async (args, message) => {
  const { stdout, stderr, exitCode } = await logtorture(...args);
  expect(stderr).toMatch(message);
  expect(stderr.split('\n')).toHaveLength(1);
  expect([stdout, exitCode]).toEqual(['', 2]);
});

test('a command runs free with its records as lines', async () => {
  const { stdout, exitCode } = await logtorture('run', '-p', '3', '-n', '4', ...lines);
  expect(stdout).toContain('0/12 records are missing');
  expect(exitCode).toBe(0);
});

describe.runIf(gateSupport().able)('under control', () => {
  test('a command is a writer with its records as lines', async () => {
    const { stdout, exitCode } = await logtorture(
      'validate',
      ...lines.filter((word) => !['-t', 'file'].includes(word)),
    );
    expect(stdout).toMatch(/^sh .*appends\.sh \{file\} is a writer: one process answered all its records/);
    expect(exitCode).toBe(0);
  });

  test('what is no such writer is told what is asked of one', async () => {
    const { stdout, exitCode } = await logtorture('validate', '--lines', '--', 'sh', '-c', `${empties}; echo done`);
    expect(stdout).toContain('it printed "done" on stdout, where only ok or fail <message> may stand');
    expect(stdout).toContain('With --lines, a command is a writer when each of its processes appends the lines');
    expect(exitCode).toBe(1);
  });

  test('what runs beside a writer takes its place in the picture, and in the line that replays it', async () => {
    const keep = ['--keep', directory.path, '--claims', 'no-record-lost', '--budget', '40', '--seed', '1', '--bail'];
    const found = await logtorture('check', ...keep, '--with', empties, ...lines);
    expect(found.stdout).toMatch(/^ +p0 +p1 \(with\) +files afterwards$/m);
    expect(found.stdout.replaceAll(/\s+/g, ' ')).toContain(`beside it, p1 is ${empties}`);
    const [, file = ''] =
      /^ *npx logtorture replay (\S+\.json) --lines --with ': > .*' -- sh /m.exec(found.stdout) ?? [];
    const command = lines.slice(3);
    const again = await logtorture('replay', file, '--times', '1', '--lines', ...command);
    const gone = await logtorture('replay', file, '--times', '1', '--lines', '--with', 'true', ...command);
    expect([found.exitCode, again.exitCode, gone.exitCode]).toEqual([1, 1, 0]);
  });

  test('a run with something beside is controlled', async () => {
    const { stdout } = await logtorture('run', '--with', empties, ...lines);
    expect(stdout).toMatch(/p2 \(with\)|p2/);
    expect(stdout).toContain('4/4 records are missing');
  });
});
