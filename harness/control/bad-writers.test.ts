import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { traceOf } from '../execution/events.js';
import type { Execution, Outcome } from '../execution/execution.js';
import { commandWriter } from '../writers/find-writer.js';
import { gateSupport } from '../gate/index.js';
import { endInWords } from '../execution/end-in-words.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { programOf, type WriterProgram } from '../writers/writer-program.js';
import { openControl } from './control.js';
import type { Control, ControlOptions } from './controlled.js';
import { carryOut } from './plan.js';
import { twice } from './determinism.js';

const { able } = gateSupport();
const fixtures = join(packageRoot, 'harness', 'control', 'fixtures');
const processFixtures = join(packageRoot, 'harness', 'processes', 'fixtures');

const node = (name: string, folder = fixtures, ...args: string[]): Promise<WriterProgram> =>
  commandWriter([process.execPath, join(folder, `${name}.mjs`), ...args]);
const python = (name: string): Promise<WriterProgram> =>
  commandWriter(['/usr/bin/python3', '-B', join(fixtures, `${name}.py`)]);

const scenario: Scenario = { processes: 2, records: 1, recordBytes: [50], rotation: { kind: 'none' } };
const harmless: Scenario = { ...scenario, records: 0 };

describe.runIf(able)('under control, a writer that', () => {
  const directory = newDirectory();
  let before: Left;
  beforeAll(() => {
    vi.stubEnv('LOGTORTURE_DIRECTORY', directory.path);
    before = whatIsLeft();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    directory.remove();
  });

  const kept = newDirectory();
  afterAll(kept.remove);

  interface Expected {
    readonly outcome?: Outcome;
    /** How each process ended, in words; as asked, if not told. */
    readonly ends?: readonly (string | undefined)[];
    readonly schedule?: Schedule;
    /** Whether it can do nothing either when it is asked to write no record. */
    readonly useless?: true;
    readonly options?: Partial<ControlOptions>;
    readonly also?: (execution: Execution) => void;
  }

  const bothExit = (how: string): string[] =>
    Array.from({ length: 2 }, () => `ended with ${how} before it had closed its log`);
  const stepLimit = { outcome: { kind: 'step-limit' }, options: { stepLimit: 200 } } as const;

  test.each<readonly [does: string, writer: () => WriterProgram | Promise<WriterProgram>, expected: Expected]>([
    ['exits', () => node('exits-midway', processFixtures), { ends: bothExit('exit status 3') }],
    [
      'throws wherever it can',
      () => throwing,
      {
        also: ({ processes, history }) => {
          expect(processes.map(({ stderr }) => stderr)).toEqual(
            Array.from({ length: 2 }, () => expect.stringContaining('nothing to close')),
          );
          expect(history.filter(({ kind }) => kind === 'fail')).toHaveLength(2);
        },
      },
    ],
    ['is killed', () => node('kills-itself', processFixtures), { ends: bothExit('SIGKILL') }],
    [
      'computes for ever',
      () => node('computes-for-ever', processFixtures),
      {
        outcome: {
          kind: 'uncontrolled',
          process: 0,
          reason: 'it was computing without a call for 1 s; it had taken no step',
        },
        ends: Array.from({ length: 2 }, () => 'said nothing for 1 s and was killed; it was computing without a call'),
        options: { limitMs: 1000 },
      },
    ],
    [
      'sleeps an hour',
      () => node('sleeps-an-hour'),
      {
        also: ({ files, milliseconds }) => {
          expect(files.map(({ text }) => text.split('\n').length - 1)).toEqual([2]);
          expect(milliseconds).toBeLessThan(5000);
        },
      },
    ],
    [
      'writes outside its directory',
      () => node('writes-elsewhere-too', fixtures, kept.path),
      {
        also: ({ files, events }) => {
          expect(readFileSync(join(kept.path, 'copy'), 'latin1')).toBe(files[0]?.text);
          expect(new Set(traceOf({ events }).map(({ path }) => path))).toEqual(new Set(['app.log']));
        },
      },
    ],
    [
      'closes all its descriptors',
      () => python('closes-all-its-descriptors'),
      { ends: bothExit('exit status 4'), useless: true },
    ],
    [
      'forks a child that goes on for ever, and exits',
      () => python('forks-and-exits'),
      {
        outcome: {
          kind: 'uncontrolled',
          process: 0,
          reason: 'it was computing without a call for 1 s; it had taken no step',
        },
        ends: Array.from({ length: 2 }, () => 'said nothing for 1 s and was killed; it was computing without a call'),
        options: { limitMs: 1000 },
        useless: true,
      },
    ],
    [
      'leaves a child behind that waits for ever',
      () => node('leaves-a-child', processFixtures),
      { ...stepLimit, ends: Array.from({ length: 2 }, () => 'was stopped while it was still going on') },
    ],
    [
      'ignores SIGTERM and waits for ever',
      () => node('never-answers', processFixtures),
      { ...stepLimit, ends: Array.from({ length: 2 }, () => 'was stopped while it was still going on') },
    ],
    [
      'prints 100 MB',
      () => node('prints-100-megabytes'),
      { also: ({ processes }) => expect(processes.map(({ stderr }) => stderr.length)).toEqual([1 << 20, 1 << 20]) },
    ],
    [
      'locks in opposite orders',
      () => python('locks-in-opposite-orders'),
      {
        outcome: { kind: 'deadlock' },
        schedule: {
          preemptions: [{ before: { process: 0, call: 'lock', path: 'app.log.b', occurrence: 1 }, run: 1 }],
          faults: [],
        },
        ends: [
          'was stopped while it was waiting for lock of app.log.b, held by p1',
          'was stopped while it was waiting for lock of app.log.a, held by p0',
        ],
      },
    ],
    [
      'polls for ever',
      () => python('polls-for-ever'),
      { ...stepLimit, ends: Array.from({ length: 2 }, () => 'was stopped while it was still going on'), useless: true },
    ],
    [
      'prints what is no answer',
      () => node('prints-garbage', processFixtures),
      {
        outcome: {
          kind: 'uncontrolled',
          process: 0,
          reason:
            'it printed "Segmentation fault, or so" on stdout, which is no answer of the command protocol; it had taken no step',
        },
        ends: Array.from(
          { length: 2 },
          () =>
            'printed "Segmentation fault, or so" on stdout, which is no answer of the command protocol, and was killed',
        ),
      },
    ],
    [
      'reads its next line without closing its log',
      () => python('reads-on-without-closing'),
      {
        outcome: {
          kind: 'uncontrolled',
          process: 0,
          reason: 'it was waiting for its next order, but had never said closed; it had taken no step',
        },
        ends: Array.from(
          { length: 2 },
          () => 'was stopped while it was waiting for its next order, but had never said closed',
        ),
      },
    ],
  ])('%s has a clear outcome, and the control is usable afterwards', async (_, writer, expected) => {
    const { outcome = { kind: 'completed' }, ends = [undefined, undefined], useless = false } = expected;
    await withControl(writer(), expected.options, (control) => {
      const run = (schedule = undisturbedSchedule): Execution =>
        carryOut(control, scenario, { kind: 'schedule', schedule }).execution;
      const execution = run(expected.schedule);
      expect(execution.outcome).toEqual(outcome);
      expect(execution.processes.map(endInWords)).toEqual(ends);
      expected.also?.(execution);
      const next = carryOut(control, useless ? scenario : harmless, {
        kind: 'schedule',
        schedule: undisturbedSchedule,
      });
      expect(next.execution.outcome).toEqual(useless ? outcome : { kind: 'completed' });
    });
    expect(whatIsNew(before)).toEqual(nothing);
  });

  test('names its files by chance is not deterministic, which twice says with the step', async () => {
    await withControl(node('names-a-file-by-chance'), {}, (control) => {
      const run = (): Execution =>
        carryOut(control, scenario, { kind: 'schedule', schedule: undisturbedSchedule }).execution;
      expect(() => twice(run)).toThrow(
        /is not deterministic under control\. Two executions of the same schedule parted at step 3: here p0 open app\.log\.0\.\d+, there p0 open app\.log\.0\.\d+\.$/,
      );
    });
    expect(whatIsNew(before)).toEqual(nothing);
  });

  test('does not fit the control is refused, and the control is usable afterwards', async () => {
    await withControl(node('sleeps-an-hour'), {}, (control) => {
      const run = (processes: number): Execution =>
        carryOut(control, { ...scenario, processes }, { kind: 'schedule', schedule: undisturbedSchedule }).execution;
      expect(() => run(3)).toThrow("The scenario can't be run: it has 3 processes, and the control 2.");
      expect(run(1).processes).toHaveLength(1);
    });
    expect(whatIsNew(before)).toEqual(nothing);
  });

  test('exits before its first line is refused by its name, and with what it said', async () => {
    const writer = await node('exits-at-once', processFixtures);
    expect(() => openControl({ writer, processes: 2 })).toThrow(
      /exits-at-once\.mjs\) cannot be used: .* I do not run here/,
    );
    expect(whatIsNew(before)).toEqual(nothing);
  });

  interface Left {
    readonly descriptors: readonly string[];
    readonly processes: readonly string[];
    readonly directories: readonly string[];
  }
  const nothing: Left = { descriptors: [], processes: [], directories: [] };

  /** The descriptors and children of this process, the child that its parent has left, and the directories. */
  function whatIsLeft(): Left {
    return {
      descriptors: readdirSync('/proc/self/fd').flatMap(
        (fd) => readOr('', () => `${fd} ${readlinkSync(`/proc/self/fd/${fd}`)}`) || [],
      ),
      processes: readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && isOurs(pid)),
      directories: readdirSync(directory.path),
    };
  }

  function whatIsNew(then: Left): Left {
    const now = whatIsLeft();
    return {
      descriptors: now.descriptors.filter((each) => !then.descriptors.includes(each)),
      processes: now.processes.filter((each) => !then.processes.includes(each)),
      directories: now.directories,
    };
  }
});

const throwing = programOf(
  { name: 'throws-everywhere', rotations: ['none'], guarantees: [] },
  join(processFixtures, 'throws-everywhere.mjs'),
);

function isOurs(pid: string): boolean {
  const parent = /^PPid:\s+(\d+)/m.exec(readOr('', () => readFileSync(`/proc/${pid}/status`, 'latin1')))?.[1];
  const command = readOr('', () => readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  return parent === String(process.pid) || command.includes(join(fixtures, 'forks-and-exits'));
}

/** What vanishes while it is looked at is not there. */
function readOr(otherwise: string, read: () => string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

async function withControl(
  writer: WriterProgram | Promise<WriterProgram>,
  options: Partial<ControlOptions> | undefined,
  use: (control: Control) => void,
): Promise<void> {
  const control = openControl({ writer: await writer, processes: 2, ...options });
  try {
    use(control);
  } finally {
    control.close();
  }
}
