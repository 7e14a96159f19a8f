import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { OutOfTime, steadyMs } from '../limits.js';
import { gateSupport } from '../gate/index.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { packageRoot } from '../package-root.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { replay } from '../schedulers/replay.js';
import { recordTexts, type Scenario } from '../scenario/scenario.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { trialOf } from './failure.js';
import { openRunner } from './runner.js';
import { openSearcher } from './searcher.js';
import { shrink } from './shrink.js';

const size = writerNamed('size');
const busy: WriterProgram = {
  name: 'computes for ever',
  rotations: ['none'],
  guarantees: [],
  guaranteesAlone: [],
  command: [process.execPath, join(packageRoot, 'harness', 'processes', 'fixtures', 'computes-for-ever.mjs')],
};
const scenario: Scenario = { processes: 1, records: 2, recordBytes: [50], rotation: { kind: 'none' } };
const never = (): never => {
  throw new Error('Nothing is asked.');
};

describe.runIf(gateSupport().able && size !== undefined)('when time is over', () => {
  if (size === undefined) return;
  const searcher = openSearcher({ limitMs: 3_600_000 }, never);
  afterAll(searcher.close);

  it('an execution that would go on for an hour is broken off, with what was going on', () => {
    const task = { kind: 'run', scenario, schedule: undisturbedSchedule } as const;
    expect(searcher.answer({ writer: busy, task, endMs: steadyMs() + 1000 })).toEqual({
      kind: 'late',
      reason: expect.stringMatching(/^p0 had been computing without a call for \d\.\d s$/),
    });
    expect(searcher.answer({ writer: size, task })).toMatchObject({
      kind: 'ran',
      execution: { outcome: { kind: 'completed' } },
    });
  });

  it('a search says what it could not look at', () => {
    const task = {
      kind: 'systematic',
      claims: ['no-record-lost'],
      executions: 10,
      untilMs: Infinity,
      scope: { scenario, bounds: { preemptions: 0, ticks: 0 } },
    } as const;
    expect(searcher.answer({ writer: busy, task, endMs: steadyMs() + 1000 })).toMatchObject({
      kind: 'searched',
      searched: { executions: 0, exhausted: false, failures: [], brokenOff: expect.stringMatching(/^p0 had been /) },
    });
  });

  it('nothing begins, and the processes can be used again once there is more', () => {
    const runner = openRunner(size, 10_000);
    runner.endBy(0);
    expect(() => runner.run(scenario, replay(undisturbedSchedule))).toThrow(OutOfTime);
    runner.endBy(Infinity);
    expect(runner.run(scenario, replay(undisturbedSchedule)).outcome.kind).toBe('completed');
    runner.close();
  });

  it('what is not as small as it can be says so, and still fails', () => {
    const runner = openRunner(size, 10_000);
    const large: Scenario = {
      ...scenario,
      processes: 3,
      records: 4,
      rotation: { kind: 'size', maxBytes: 100, backups: 12 },
    };
    const before = { process: 0, call: 'rename', path: 'app.log', occurrence: 1 };
    const schedule = { preemptions: [{ before, run: 1 }], faults: [] };
    const failure = trialOf('no-record-lost', runner).replay(large, schedule);
    if (failure === undefined) throw new Error('Nothing is lost.');
    const enough = trialOf('no-record-lost', runner);
    expect(shrink(failure, enough).scenario).toMatchObject({ processes: 2, records: 2 });
    expect(enough.isSpent()).toBe(false);
    for (const limits of [
      { executions: 3, untilMs: Infinity },
      { executions: Infinity, untilMs: 0 },
    ]) {
      const trial = trialOf('no-record-lost', runner, undefined, { limits });
      const smallest = shrink(failure, trial);
      expect(trial.isSpent()).toBe(true);
      expect(trial.executions()).toBeLessThanOrEqual(3);
      expect(trialOf('no-record-lost', runner).replay(smallest.scenario, smallest.schedule)).toBeDefined();
    }
    runner.close();
  });
});

const file = writerNamed('file');

describe.runIf(gateSupport().able && file !== undefined)('one execution', () => {
  if (file === undefined) return;
  const searcher = openSearcher({ limitMs: 3_600_000 }, never);
  afterAll(searcher.close);
  const written = (execution: Execution): unknown =>
    traceOf(execution).flatMap(({ call, data }) => (call === 'write' ? [data] : []));

  it('tells what each write has written, byte by byte, and the searched ones do not', () => {
    const schedule = undisturbedSchedule;
    const ran = searcher.answer({ writer: file, task: { kind: 'run', scenario, schedule } });
    const texts = recordTexts(scenario, 0).map((text) => `${text}\n`);
    expect(ran.kind === 'ran' && written(ran.execution)).toEqual(texts);
    const task = { kind: 'replay', claim: 'no-record-lost', scenario, schedule, times: 1, fresh: false } as const;
    const replayed = searcher.answer({ writer: file, task });
    expect(replayed.kind === 'replayed' && written(replayed.replayed.execution)).toEqual(texts.map(() => undefined));
  });
});
