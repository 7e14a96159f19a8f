import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Execution } from '../execution/execution.js';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { runFree } from './free.js';
import { endInWords } from '../execution/end-in-words.js';
import { newDirectory } from './directory.js';
import { openPool } from './pool.js';
import type { Scenario } from '../scenario/scenario.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { sound } from '../writers/canaries/index.js';

const pool = openPool(2000);
afterAll(() => pool.close());

const one: Scenario = { processes: 1, records: 2, recordBytes: [64], rotation: { kind: 'none' } };
const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', `${name}.mjs`);
const command = (name: string): Promise<WriterProgram> => commandWriter([process.execPath, fixture(name)]);

async function run(writer: WriterProgram, scenario: Scenario = one, silenceMs = 10_000): Promise<Execution> {
  return runFree({ writer, scenario, pool, silenceMs });
}

function answers({ history }: Execution): string[] {
  return history
    .filter(({ kind }) => kind !== 'invoke')
    .map(({ kind, process, sequence }) => `${kind} p${process}r${sequence}`);
}

function ends({ processes }: Execution): (string | undefined)[] {
  return processes.map(endInWords);
}

describe('a process that does not do as asked is an outcome of the execution', () => {
  test.each([
    ['exits-at-once', 'ended with exit status 7 before it had closed its log', ['info p0r0', 'info p0r1']],
    ['exits-midway', 'ended with exit status 3 before it had closed its log', ['ok p0r0', 'info p0r1']],
    ['kills-itself', 'ended with SIGKILL before it had closed its log', ['info p0r0', 'info p0r1']],
    ['leaves-a-child', 'ended with exit status 0 before it had closed its log', ['info p0r0', 'info p0r1']],
  ])('%s: it ended, and what it did not answer is unknown', async (name, end, expected) => {
    const execution = await run(await command(name));
    expect(ends(execution)).toEqual([end]);
    expect(answers(execution)).toEqual(expected);
    expect(execution.outcome).toEqual({ kind: 'completed' });
  });

  test.each([
    ['prints-garbage', 'printed "Segmentation fault, or so" on stdout, which is no answer of the command protocol'],
    ['prints-without-end', `printed "${'x'.repeat(80)}" on stdout, which is no answer of the command protocol`],
    ['answers-twice', 'answered record 0 twice'],
    ['closes-early', 'said closed before it had answered record 1'],
  ])('%s: it said what the protocol does not allow', async (name, problem) => {
    const execution = await run(await command(name));
    expect(ends(execution)).toEqual([`${problem}, and was killed`]);
    expect(execution.outcome).toEqual({ kind: 'uncontrolled', process: 0, reason: `it ${problem}` });
  });

  test.each([
    ['never-answers', /^said nothing for 0\.3 s and was killed; it was asleep/],
    ['computes-for-ever', /^said nothing for 0\.3 s and was killed; it was computing/],
  ])('%s: it hung, and the execution says what it was doing', async (name, end) => {
    const execution = await run(await command(name), one, 300);
    expect(ends(execution)).toEqual([expect.stringMatching(end)]);
    expect(execution.outcome).toMatchObject({ kind: 'uncontrolled', process: 0 });
  });

  test('a process that a dead one has started does not outlive the execution', async () => {
    const execution = await run(await command('leaves-a-child'));
    const pid = /child (\d+)/.exec(execution.processes[0]?.stderr ?? '')?.[1];
    expect(pid).toBeDefined();
    await expect.poll(() => existsSync(`/proc/${pid}/exe`)).toBe(false);
  });

  test('what is printed on stderr is kept as long as it is of a reasonable size', async () => {
    const execution = await run(await command('complains-at-length'));
    expect(execution.processes[0]?.stderr).toBe('2097152 bytes, which is too much to keep\n');
    expect(answers(execution)).toEqual(['fail p0r0', 'fail p0r1']);
  });

  test('the others go on when one dies', async () => {
    const execution = await run(await command('exits-midway'), { ...one, processes: 3 });
    expect(ends(execution)).toHaveLength(3);
    expect(answers(execution).filter((answer) => answer.startsWith('ok'))).toHaveLength(3);
  });

  test('the pool is usable afterwards', async () => {
    const execution = await run(sound);
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p0r1']);
  });
});

describe('a module writer', () => {
  test('that throws refuses its records, and its errors stand on stderr', async () => {
    const execution = await run(await findWriter(fixture('throws-everywhere')));
    expect(execution.history.at(-1)).toEqual({
      kind: 'fail',
      process: 0,
      sequence: 1,
      message: 'the disk is elsewhere',
    });
    expect(execution.processes[0]?.stderr).toContain('nothing to close');
    expect(execution.processes[0]?.end).toEqual({ kind: 'closed' });
  });

  test('whose log does not open refuses its records', async () => {
    const execution = await run(await findWriter(fixture('does-not-open')));
    expect(execution.history.at(-1)).toMatchObject({ kind: 'fail', message: 'the open failed: no such log' });
  });

  test('that fails to close is answered for: what was refused, and what it can no longer acknowledge', async () => {
    const { history, outcome } = await run(await findWriter(fixture('fails-at-close')));
    expect(outcome).toEqual({ kind: 'completed' });
    expect(history.filter(({ kind }) => kind !== 'invoke')).toEqual([
      { kind: 'fail', process: 0, sequence: 0, message: 'there is no room' },
      { kind: 'fail', process: 0, sequence: 1, message: 'the close failed: the disk is gone' },
    ]);
  });

  test('that acknowledges at close is answered for when it has closed, and may print on standard output', async () => {
    const execution = await run(await findWriter(fixture('acknowledges-at-close')));
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p0r1']);
    expect(execution.processes[0]).toEqual({
      process: 0,
      end: { kind: 'closed' },
      stderr: 'on standard output: flushing\n',
    });
  });
});

describe('processes', () => {
  test('that start late start once the others have been answered often enough', async () => {
    const scenario = { ...one, processes: 3, records: 5, lateStarts: [{ process: 1, afterRecords: 6 }] };
    const order = answers(await run(sound, scenario)).map((answer) => answer.slice(3, 5));
    expect(order.indexOf('p1')).toBeGreaterThanOrEqual(6);
    expect(order).toHaveLength(15);
  });

  test('that all wait for each other start when nobody else is left', async () => {
    const lateStarts = [0, 1].map((process) => ({ process, afterRecords: 100 }));
    expect(answers(await run(sound, { ...one, processes: 2, lateStarts }))).toHaveLength(4);
  });

  test('are not rotated by somebody else, since nobody would say when', async () => {
    await expect(run(await command('acknowledges-at-close'), { ...one, logrotate: 'create' })).rejects.toThrow(
      "The scenario can't be run free: when somebody else rotates the log is for a schedule to say.",
    );
  });

  test('that leave early write only their share, and exit', async () => {
    const scenario = { ...one, processes: 2, records: 5, earlyExits: [{ process: 0, afterRecords: 2 }] };
    const execution = await run(sound, scenario);
    expect(execution.processes.map(({ end }) => end)).toEqual([
      { kind: 'exited', exitCode: 0, signal: undefined },
      { kind: 'closed' },
    ]);
    expect(execution.history.filter(({ kind, process }) => kind === 'ok' && process === 0)).toHaveLength(2);
  });

  test('and directories are gone once the pool is closed', async () => {
    const parent = newDirectory();
    vi.stubEnv('LOGTORTURE_DIRECTORY', parent.path);
    try {
      const own = openPool(2000);
      const writers = [sound, await command('never-answers'), await command('exits-midway')];
      for (const writer of writers)
        await runFree({ writer, scenario: { ...one, processes: 2 }, pool: own, silenceMs: 300 });
      await own.close();
      expect(readdirSync(parent.path)).toEqual([]);
      expect(commandLines().filter((line) => line.includes(fixture('never-answers')))).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      parent.remove();
    }
  });
});

/** The command lines of all processes that run just now. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    });
}
