import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { problemsIn } from '../schemas/fixtures/problems-in.js';
import { logtorture } from './fixtures/run-main.js';

const directory = newDirectory();
afterAll(directory.remove);

describe.runIf(gateSupport().able)('logtorture run --controlled', () => {
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
    const document = JSON.parse(stdout);
    expect(problemsIn(document, 'run')).toEqual([]);
    const { runs } = document;
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
    const command = [process.execPath, join(packageRoot, 'harness/processes/fixtures/exits-at-once.mjs')];
    const { stderr, exitCode } = await logtorture('run', '--controlled', '--', ...command);
    expect(stderr).toMatch(/^logtorture: .*exits-at-once\.mjs\) cannot be used: .* I do not run here$/);
    expect(exitCode).toBe(2);
  });
});
