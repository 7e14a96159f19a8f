import { afterAll, describe, expect, test } from 'vitest';
import { openControl } from '../control/control.js';
import { carryOut, type Carried, type Plan } from '../control/plan.js';
import { gateSupport, type Step } from '../gate/index.js';
import { handBuilt, line } from '../claims/hand-built.js';
import { interleavingLines } from '../report/interleaving.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import { writerNamed } from '../writers/index.js';
import { gapOf } from './gap.js';
import { sizeLosesARecord } from './hand-built.js';
import { tellingSteps } from './telling.js';

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

  test('those that clash and the one that takes the lost record away are telling', () => {
    expect(tellingSteps(run(schedule).execution, schedule, violation.message)).toEqual(violation.steps);
  });

  test('the screen reads as it stands in golden/counterexample.txt', async () => {
    const { execution } = run(schedule);
    const numbers = violation.steps.map(({ number }) => number);
    const counterexample = { ...sizeLosesARecord, interleaving: interleavingLines(execution, numbers) };
    const where = { file: '.logtorture/no-record-lost/size.json', seed: 7 };
    const screen = counterexampleInWords(counterexample, where);
    expect(Math.max(...screen.split('\n').map((row) => row.length))).toBeLessThanOrEqual(100);
    await expect(`${screen}\n`).toMatchFileSnapshot('../report/golden/counterexample.txt');
  });

  test('none is telling where nobody was preempted and nothing was lost', () => {
    expect(tellingSteps(run(undisturbedSchedule).execution, undisturbedSchedule, 'Something else.')).toEqual([]);
  });

  test('none is telling of a preemption that never came', () => {
    const never: Schedule = {
      preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log.9', occurrence: 1 }, run: 1 }],
      faults: [],
    };
    expect(tellingSteps(run(never).execution, never, violation.message)).toEqual([]);
  });
});

const step = (process: number, call: string, path: string, rest: Partial<Step> = {}): Step => ({
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
  const execution = handBuilt({ files: {}, events: trace });
  const telling = (message: string) => tellingSteps(execution, undisturbedSchedule, message);
  const told = "ENOENT: no such file or directory, rename './app.log' -> './app.log.1'";

  test.each([`p0 refused its record 1: ${told}`, `p0 printed on stderr: Error: ${told}`])(
    'is told by the step that failed, and by what made it fail: %s',
    (message) => {
      expect(telling(message)).toMatchObject([
        { number: 3, process: 1, step: 'rename app.log → app.log.1' },
        { number: 6, process: 0, step: 'rename app.log → app.log.1 = ENOENT' },
      ]);
    },
  );

  test('that no step of its process explains is told by none', () => {
    expect(telling(`p1 refused its record 1: ${told}`)).toEqual([]);
    expect(telling('p0 printed on stderr: SyntaxError: Unexpected end of JSON input')).toEqual([]);
  });
});

describe('a lost record', () => {
  const bytes = 41;
  const written = [{ object: 'inode:1', access: 'write' }] as const;
  const wrote = step(0, 'write', 'app.log', { bytes, result: { value: bytes, size: bytes }, footprint: written });
  const execution = handBuilt({ files: { 'app.log': [line(1, 0)] }, scenario: { records: 1 } });
  const telling = (...events: Step[]) =>
    tellingSteps(
      { ...execution, events },
      undisturbedSchedule,
      "p0's record 0 was acknowledged, but it is in no file.",
    );

  test.each([
    ['unlinked', step(1, 'unlink', 'app.log', { footprint: written })],
    ['replaced', step(1, 'rename', 'app.log.1', { to: 'app.log', footprint: written })],
    ['truncated', step(1, 'open', 'app.log', { flags: 'O_WRONLY|O_TRUNC', footprint: written })],
  ])('was taken away where its file was %s, before or after it came', (_, destroyer) => {
    expect(telling(wrote, destroyer)).toMatchObject([{ number: 2, process: 1, destroys: true }]);
    expect(telling(destroyer, wrote)).toMatchObject([{ number: 1, process: 1, destroys: true }]);
  });

  test('was taken away by nothing that touched another file', () => {
    expect(
      telling(wrote, step(1, 'unlink', 'app.log.1', { footprint: [{ object: 'inode:2', access: 'write' }] })),
    ).toEqual([]);
  });

  test('is not looked for where its process wrote more than its records', () => {
    expect(telling(wrote, wrote, step(1, 'unlink', 'app.log', { footprint: written }))).toEqual([]);
  });
});
