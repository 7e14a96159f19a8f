import { afterAll, describe, expect, test } from 'vitest';
import { openControl } from '../control/control.js';
import { carryOut, type Carried, type Plan } from '../control/plan.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { gateSupport, type Step } from '../gate/index.js';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';
import { noError } from '../claims/index.js';
import { interleavingLines } from '../report/interleaving.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { writerNamed } from '../writers/index.js';
import { gapOf } from './gap.js';
import { sizeLosesARecord } from './hand-built.js';
import { explainingSteps } from './explanation.js';

const { scenario, schedule, violation } = sizeLosesARecord;

describe.runIf(gateSupport().able)('of real executions', () => {
  const size = writerNamed('size');
  if (size === undefined) throw new Error('There is no writer size.');
  const control = openControl({ writer: size, processes: 2 });
  afterAll(control.close);
  const run = (asked: Schedule): Carried => {
    const plan: Plan = { kind: 'schedule', schedule: asked };
    return carryOut(control, scenario, plan);
  };

  test('those that clash and the one that takes the lost record away explain', () => {
    expect(explainingSteps(run(schedule).execution, schedule, violation)).toEqual(violation.steps);
  });

  test('the screen reads as it stands in golden/counterexample.txt', async () => {
    const { execution } = run(schedule);
    const numbers = violation.steps.map(({ number }) => number);
    const stacks = [
      [
        {
          file: 'harness/writers/cpython.ts',
          line: 57,
          function: 'rotate',
          source: 'renameSync(source, destination);',
        },
        { file: 'harness/writers/size.ts', line: 30, function: 'doRollover' },
      ],
      [{ file: 'node_modules/roll/index.js', line: 4, source: 'if (exists(destination)) {' }],
    ];
    const steps = violation.steps.map((step, index) => {
      const stack = stacks[index];
      return stack === undefined ? step : { ...step, stack };
    });
    const counterexample: Counterexample = {
      ...sizeLosesARecord,
      violation: { ...violation, steps },
      evidence: { kind: 'lines', lines: interleavingLines(execution, numbers) },
    };
    const where = { file: '.logtorture/no-record-lost/size.json', seed: 7 };
    const screen = counterexampleInWords(counterexample, where);
    expect(Math.max(...screen.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
    await expect(`${screen}\n`).toMatchFileSnapshot('../report/golden/counterexample.txt');
  });

  test('none explains where nobody was preempted and nothing was lost', () => {
    expect(
      explainingSteps(run(undisturbedSchedule).execution, undisturbedSchedule, { message: 'Something else.' }),
    ).toEqual([]);
  });

  test('none explains a preemption that never came', () => {
    const never: Schedule = {
      preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log.9', occurrence: 1 }, run: 1 }],
      faults: [],
    };
    expect(explainingSteps(run(never).execution, never, violation)).toEqual([]);
  });
});

const step = (process: number, call: Step['call'], path: string, rest: Partial<Step> = {}): Step => ({
  kind: 'step',
  process,
  thread: 0,
  call,
  path,
  result: { value: 0 },
  footprint: [],
  ...rest,
});

test('finds a step on a descriptor whose file got another name while it was held', () => {
  const trace = [
    step(0, 'open', 'app.log'),
    step(1, 'rename', 'app.log', { to: 'app.log.1' }),
    step(0, 'write', 'app.log', { now: 'app.log.1' }),
  ];
  const gap = gapOf(trace, { before: { process: 0, call: 'write', path: 'app.log', occurrence: 1 }, run: 1 });
  expect(gap?.between.map(({ number }) => number)).toEqual([2]);
  expect(gap?.preempted.map(({ number }) => number)).toEqual([3]);
});

describe('an error', () => {
  const entry = (access: 'read' | 'write') => [{ object: 'entry:app.log', access }] as const;
  const trace = [
    step(0, 'open', 'app.log', { footprint: entry('write') }),
    step(1, 'open', 'app.log', { footprint: entry('read') }),
    step(1, 'rename', 'app.log', { to: 'app.log.1', footprint: entry('write') }),
    step(1, 'stat', 'app.log', { result: { error: 'ENOENT' }, footprint: entry('read') }),
    step(0, 'stat', 'app.log', { result: { error: 'ENOENT' }, footprint: entry('read') }),
    step(0, 'rename', 'app.log', { to: 'app.log.1', result: { error: 'ENOENT' }, footprint: entry('read') }),
    step(1, 'open', 'app.log', { footprint: entry('write') }),
  ];
  const told = "ENOENT: no such file or directory, rename './app.log' -> './app.log.1'";
  const refused = (process: number, message: string): HandBuilt => ({
    files: {},
    events: trace,
    refused: [[process, 1, message]],
  });
  const printed = (stderr: string): HandBuilt => ({
    files: {},
    events: trace,
    processes: [{ process: 0, end: { kind: 'closed' }, stderr }],
  });
  const explaining = (stated: HandBuilt) => {
    const execution = handBuilt(stated);
    const [error] = noError.check(execution);
    if (error === undefined) throw new Error('There is no error.');
    return explainingSteps(execution, undisturbedSchedule, error);
  };

  test.each([
    ['it is refused with', refused(0, told)],
    ['it is printed', printed(`Error: ${told}`)],
  ])('is told by the step that failed, and by what made it fail, where %s', (_, stated) => {
    expect(explaining(stated)).toMatchObject([
      { number: 3, process: 1, step: 'rename app.log → app.log.1' },
      { number: 6, process: 0, step: 'rename app.log → app.log.1 = ENOENT' },
    ]);
  });

  test('that no step of its process explains is told by none', () => {
    expect(explaining(refused(1, told))).toEqual([]);
    expect(explaining(printed('SyntaxError: Unexpected end of JSON input'))).toEqual([]);
  });
});

describe('a lost record', () => {
  const bytes = 41;
  const written = [{ object: 'inode:1', access: 'write' }] as const;
  const wrote = step(0, 'write', 'app.log', { bytes, result: { value: bytes, size: bytes }, footprint: written });
  const execution = handBuilt({ files: { 'app.log': [line(1, 0)] }, scenario: { records: 1 } });
  const explaining = (...events: Step[]) =>
    explainingSteps({ ...execution, events }, undisturbedSchedule, {
      message: "p0's record 0 was acknowledged, but it is in no file.",
      record: { process: 0, sequence: 0 },
    });

  test.each([
    ['unlinked', step(1, 'unlink', 'app.log', { footprint: written })],
    ['replaced', step(1, 'rename', 'app.log.1', { to: 'app.log', footprint: written })],
    ['truncated', step(1, 'open', 'app.log', { flags: 'O_WRONLY|O_TRUNC', footprint: written })],
    ['written over', step(1, 'write', 'app.log', { bytes, result: { value: bytes, size: bytes }, footprint: written })],
  ])('was destroyed where its file was %s', (_, removal) => {
    expect(explaining(wrote, removal)).toMatchObject([{ number: 2, process: 1, destroys: true }]);
  });

  test('that was written over is told with the place', () => {
    const over = step(1, 'write', 'app.log', { bytes: 50, result: { value: 50, size: 60, at: 0 }, footprint: written });
    expect(explaining(wrote, over)).toEqual([
      { number: 2, process: 1, step: 'write app.log +50 at 0', destroys: true },
    ]);
  });

  test('is destroyed by no truncation before it', () => {
    const truncated = step(1, 'open', 'app.log', { flags: 'O_WRONLY|O_TRUNC', footprint: written });
    expect(explaining(truncated, wrote)).toEqual([]);
  });

  test.each([
    ['renamed', step(1, 'rename', 'app.log', { to: 'app.log.1' })],
    ['extended', step(1, 'write', 'app.log', { bytes, result: { value: bytes, size: 2 * bytes }, footprint: written })],
    ['cut behind it', step(1, 'truncate', 'app.log', { bytes, result: { value: 0, size: bytes }, footprint: written })],
  ])('is not destroyed where its file is %s', (_, other) => {
    expect(explaining(wrote, other)).toEqual([]);
  });

  test('that was written into a file without a name is explained by what took the name, and destroyed by nobody', () => {
    const unlinked = step(1, 'unlink', 'app.log', { footprint: written });
    expect(explaining(unlinked, wrote)).toEqual([
      { number: 1, process: 1, step: 'unlink app.log' },
      { number: 2, process: 0, step: 'write app.log +41' },
    ]);
  });

  test('is destroyed with the last name of its file', () => {
    const link = step(1, 'link', 'app.log', { to: 'app.log.1', footprint: written });
    const unlink = (path: string): Step => step(1, 'unlink', path, { footprint: written });
    expect(explaining(wrote, link, unlink('app.log'), unlink('app.log.1'))).toMatchObject([
      { number: 4, step: 'unlink app.log.1', destroys: true },
    ]);
  });

  test('in two pieces is destroyed when the second one is', () => {
    const half = (value: number, at: number): Partial<Step> => ({
      result: { value, size: bytes, at },
      footprint: written,
    });
    const pieces = [step(0, 'write', 'app.log', half(20, 0)), step(0, 'write', 'app.log', half(21, 20))];
    expect(
      explaining(...pieces, step(1, 'write', 'app.log', half(30, 11)), step(1, 'write', 'app.log', half(11, 0))),
    ).toMatchObject([{ number: 4, destroys: true }]);
  });

  test('was taken away by nothing that touched another file', () => {
    expect(
      explaining(wrote, step(1, 'unlink', 'app.log.1', { footprint: [{ object: 'inode:2', access: 'write' }] })),
    ).toEqual([]);
  });

  test('is not looked for where its process wrote more than its records', () => {
    expect(explaining(wrote, wrote, step(1, 'unlink', 'app.log', { footprint: written }))).toEqual([]);
  });
});
