import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { accountFor, nameOf } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import { newDirectory } from '../processes/directory.js';
import type { Anchor } from '../schedule/anchor.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { executedAsIs, fixture, python, written } from './fixtures/executed-as-is.js';

describe.runIf(gateSupport().able)('a program as it is', () => {
  test('has ended when one of its threads ends it, though the first hardly ever has its turn', async () => {
    const cpu = availableParallelism() - 1;
    const busy = execa(python, ['-c', `import os; os.sched_setaffinity(0, {${cpu}})\nwhile True: pass`], {
      reject: false,
    });
    try {
      const execution = executedAsIs({ command: [python, fixture('exits-from-a-thread.py'), '{log}', `${cpu}`] });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(execution.processes[0]?.end).toEqual({ kind: 'ended', exitCode: 0 });
    } finally {
      busy.kill('SIGKILL');
      await busy;
    }
  });

  test('is copied from its first step, and goes on in its script from there', () => {
    const execution = executedAsIs({ command: ['bash', fixture('appends.sh'), '{log}', '{process}'], copies: 2 });
    expect(execution.start).toBe('copied from its first step');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(written(execution)).toEqual([
      'p0 worker 0 says 1',
      'p0 worker 0 says 2',
      'p1 worker 1 says 1',
      'p1 worker 1 says 2',
    ]);
    expect(execution.processes[1]).toEqual({
      process: 1,
      end: { kind: 'ended', exitCode: 0, signal: undefined },
      stderr: 'on standard output: worker 1 begins\n',
    });
  });

  test('is interrupted where a schedule says so', () => {
    const command = [python, fixture('rotates.py'), '{log}', '{process}', '{records}'];
    const before = { process: 0, call: 'rename', path: 'app.log', occurrence: 1 };
    const schedule = { preemptions: [{ before, run: 1 }], faults: [] };
    const execution = executedAsIs({ command, copies: 2, schedule });
    const renames = traceOf(execution).filter(({ call }) => call === 'rename');
    expect(renames.map(({ process }) => process)).toEqual([1, 1, 1, 0]);
  });

  test('that forks is told by its processes', () => {
    const execution = executedAsIs({ command: [python, fixture('forks.py'), '{log}'] });
    expect(execution.start).toBe('copied from its first fork');
    expect(written(execution)).toEqual(['p0.1 worker 0', 'p0.2 worker 1']);
  });

  test('that serves is there before its client, and is asked to end when that has ended', () => {
    const drive = ['curl --silent http://127.0.0.1:8471/one', 'curl --silent http://127.0.0.1:8471/two'];
    const execution = executedAsIs({ command: [python, fixture('serves.py'), '{log}'], drive });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(written(execution)).toEqual(['p0 asked for /one', 'p0 asked for /two']);
    expect(execution.events.filter(({ kind }) => kind === 'terminated')).toEqual([{ kind: 'terminated', process: 0 }]);
    expect(execution.processes.map(({ end }) => end)).toMatchObject([
      { signal: 'SIGTERM', asked: true },
      { exitCode: 0 },
      { exitCode: 0 },
    ]);
  });

  test.each(['pselect', 'ppoll', 'epoll_pwait'])('is asked to end where it lets signals through only in %s', (call) => {
    const { outcome, processes } = executedAsIs({
      command: ['sh', '-c', 'until grep -q begins {log}; do sleep 1; done'],
      with: [`${python} ${fixture('ends-while-it-waits.py')} {log} ${call}`],
    });
    expect(outcome).toEqual({ kind: 'completed' });
    expect(processes[1]).toMatchObject({ end: { asked: true }, stderr: expect.stringContaining('asked to end') });
  });

  test.each(['recv', 'accept'])('is asked to end where it waits in %s for what nobody sends', (call) => {
    const { outcome, processes } = executedAsIs({
      command: ['sh', '-c', 'until grep -q begins {log}; do sleep 1; done'],
      with: [`${python} ${fixture('ends-while-it-receives.py')} {log} ${call}`],
    });
    expect(outcome).toEqual({ kind: 'completed' });
    expect(processes[1]).toMatchObject({ end: { asked: true }, stderr: expect.stringContaining('asked to end') });
  });

  test('that serves, and that nobody drives, is told what would make it work', () => {
    const { outcome } = executedAsIs({ command: [python, fixture('serves.py'), '{log}'] });
    expect(outcome).toMatchObject({ kind: 'uncontrolled', reason: expect.stringContaining('--drive') });
  });

  test('finds its directory as it was prepared, each time', () => {
    const before = 'echo old > {log}; mkdir sub';
    const execution = executedAsIs({ before, command: ['sh', '-c', 'cat {log} >> sub/all; echo new >> {log}'] });
    expect(written(execution)).toEqual(['p0.1 old', 'p0 new']);
  });

  test('has others beside it, of which those that do not end are asked to', () => {
    const command = ['sh', '-c', 'echo from the program >> {log}'];
    const beside = ['echo from beside >> {log}', 'trap "exit 0" TERM; while :; do sleep 1; done'];
    const execution = executedAsIs({ command, with: beside });
    expect(written(execution)).toEqual(['p0 from the program', 'p1 from beside']);
    expect(execution.outcome).toEqual({ kind: 'completed' });
  });

  test('may have a terminal of its own', () => {
    const execution = executedAsIs({ command: [python, fixture('has-a-terminal.py'), '{log}'], copies: 2 });
    expect(execution.start).toContain('started anew');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(written(execution)).toEqual(['p0 line 0\nline 1\nline 2', 'p1 line 0\nline 1\nline 2']);
  });

  test('may write its number, and name files by it', () => {
    const command = ['bash', '-c', 'echo "job $$" >> {log}.$$; (echo "part of $$" >> {log}.$BASHPID)'];
    const execution = executedAsIs({ command, copies: 2 });
    expect([...new Set(traceOf(execution).map(({ path }) => path))]).toEqual([
      'app.log.<p0>',
      'app.log.<p0+1>',
      'app.log.<p1>',
      'app.log.<p1+1>',
    ]);
    expect(execution.files.map(({ name }) => name).toSorted()).toEqual(
      traceOf(execution)
        .flatMap(({ call, path }) => (call === 'write' ? (path ?? []) : []))
        .toSorted(),
    );
    expect(
      accountFor(execution)
        .records.flat()
        .map((record) => `${nameOf(record)} ${record.fate}`),
    ).toEqual([
      'p0\'s line 1 ("job <p0>") ok',
      'p0.1\'s line 1 ("part of <p0>") ok',
      'p1\'s line 1 ("job <p1>") ok',
      'p1.1\'s line 1 ("part of <p1>") ok',
    ]);
  });

  test('has a thread that it has woken go on where it has nothing more to do itself, however slow it is', () => {
    const execution = executedAsIs({ command: ['node', fixture('wakes-and-computes.cjs'), '{log}'] });
    expect(written(execution)).toEqual(['p0 after']);
  });

  test('whose processes share a lock in memory has them go on one after the other', () => {
    for (let times = 0; times < 3; times++) {
      const execution = executedAsIs({ command: [python, fixture('shares.py'), '{log}'] });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(written(execution)).toHaveLength(4);
    }
  });

  test('whose processes share a lock of the system has them go on one after the other, and leaves none behind', () => {
    const before = readFileSync('/proc/sysvipc/sem', 'utf8');
    const execution = executedAsIs({ command: ['perl', fixture('semaphore.pl'), '{log}'] });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.start).toBe("started anew: it has a semaphore of the system's");
    expect(execution.files.map(({ text }) => text.trimEnd().split('\n').toSorted())).toEqual([
      [1, 2, 3].flatMap((child) => [`child ${child} says 1`, `child ${child} says 2`]),
    ]);
    const at: Anchor = { process: 0, child: 1, call: 'write', path: 'app.log', occurrence: 2 };
    const killed = executedAsIs({
      command: ['perl', fixture('semaphore.pl'), '{log}'],
      schedule: { preemptions: [], faults: [{ kind: 'kill', when: 'before', at }] },
    });
    expect(killed.processes[0]?.end).toMatchObject({ signal: 'SIGKILL' });
    expect(readFileSync('/proc/sysvipc/sem', 'utf8')).toBe(before);
  });

  test.runIf(process.getuid?.() === 0)(
    'has a lock of the system that is its own when it has become another user',
    () => {
      const becomes = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'perl', fixture('semaphore.pl')];
      const execution = executedAsIs({ before: 'chown 65534:65534 {dir}', command: [...becomes, '{log}'] });
      expect(execution.processes[0]).toMatchObject({ end: { exitCode: 0 }, stderr: '' });
      expect(written(execution)).toHaveLength(12);
    },
  );

  test('may be several, which share a lock by its name with each other, and with no other execution', () => {
    const name = `named-lock-${process.pid}`;
    const at: Anchor = { process: 0, call: 'write', path: 'app.log', occurrence: 2 };
    const faults: Schedule['faults'] = [{ kind: 'kill', when: 'before', at }];
    const command = [python, fixture('named-lock.py'), '{log}', '{process}', name];
    // The other one waits for the lock where it comes to it while it is taken, and has it next.
    const cases: readonly (readonly [Schedule, readonly string[]])[] = [
      [undisturbedSchedule, ['0 says 0', '0 says 1', '1 says 0', '1 says 1']],
      [{ preemptions: [{ run: 1, before: at }], faults: [] }, ['0 says 0', '1 says 0', '0 says 1', '1 says 1']],
    ];
    for (const [schedule, lines] of cases) {
      // What one that is killed leaves locked is locked for nobody else.
      const killed = executedAsIs({ command, schedule: { preemptions: [], faults } });
      expect(killed.processes[0]?.end).toMatchObject({ signal: 'SIGKILL' });
      const execution = executedAsIs({ command, copies: 2, schedule });
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(execution.files.map(({ text }) => text)).toEqual([lines.map((line) => `worker ${line}\n`).join('')]);
    }
    expect(readdirSync('/dev/shm').filter((each) => each.includes(name))).toEqual([]);
  });

  test('may have a lock elsewhere from its start, which copies of it would share', () => {
    const elsewhere = newDirectory();
    const command = [python, fixture('locked-elsewhere.py'), '{log}', join(elsewhere.path, 'lock')];
    const execution = executedAsIs({ command, copies: 2 });
    elsewhere.remove();
    expect(execution.start).toBe('started anew: it holds a lock on a file');
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(written(execution)).toEqual(['p0 line 0', 'p1 line 1']);
  });

  test('waits for a lock that no process of its own has until that is given back', async () => {
    const elsewhere = newDirectory();
    const lock = join(elsewhere.path, 'lock');
    const other = execa(python, [fixture('gives-lock-back.py'), lock]);
    await once(other.stdout, 'data');
    const execution = executedAsIs({ command: [python, fixture('locked-elsewhere.py'), '{log}', lock] });
    await other;
    elsewhere.remove();
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(written(execution)).toEqual(['p0 line 0']);
  });

  test('finds nothing on its standard input, and folders that change as virtual time passes', () => {
    const look = 'import os, sys; print(len(sys.stdin.read()), os.stat(".").st_mtime - os.stat("old").st_mtime)';
    const execution = executedAsIs({
      before: 'touch old',
      command: [python, '-c', `${look}; open("new", "a"); ${look}`],
    });
    expect(execution.processes[0]?.stderr).toBe('on standard output: 0 0.0\non standard output: 0 0.0\n');
  });
});
