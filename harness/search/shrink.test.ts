import { afterAll, describe, expect, it } from 'vitest';
import { gateSupport } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { randomWalk } from '../schedulers/random-walk.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { recording } from '../schedulers/recording.js';
import { canaries } from '../writers/canaries/index.js';
import { writerNamed } from '../writers/index.js';
import { trialOf, type Failure, type Trial } from './failure.js';
import { openRunner, type Runner } from './runner.js';
import { shrink } from './shrink.js';

const size = writerNamed('size');

describe.runIf(gateSupport().able && size !== undefined)('shrinking', () => {
  if (size === undefined) return;
  const runner = openRunner(size, 10_000);
  afterAll(runner.close);

  const large: Scenario = {
    processes: 4,
    records: 9,
    recordBytes: [100, 4100, 50],
    rotation: { kind: 'size', maxBytes: 5000, backups: 100 },
    pausesMs: [0, 700],
    lateStarts: [{ process: 3, afterRecords: 2 }],
  };

  it.each([1, 4])('brings a random walk of seed %i down to two processes, two records and one preemption', (seed) => {
    const trial = trialOf('no-record-lost', runner);
    const failure = lostBy(randomWalk(seed), { runner, trial, scenario: large });
    const { scenario, schedule } = shrink(failure, trial);
    expect(scenario).toEqual({
      processes: 2,
      records: 2,
      recordBytes: [32],
      rotation: { kind: 'size', maxBytes: 64, backups: 4 },
    });
    expect(schedule).toMatchObject({ preemptions: [{ run: 1 }], faults: [] });
  });
});

const coarse = canaries.find(({ program }) => program.name === 'dates-too-coarsely')?.program;

describe.runIf(gateSupport().able && coarse !== undefined)('shrinking where time must pass twice', () => {
  if (coarse === undefined) return;
  const runner = openRunner(coarse, 10_000);
  afterAll(runner.close);

  const large: Scenario = {
    processes: 6,
    records: 4,
    recordBytes: [100, 4100, 50],
    rotation: { kind: 'time', periodMs: 2000, backups: 100 },
    pausesMs: [0, 700],
    lateStarts: [{ process: 3, afterRecords: 2 }],
  };

  const alone = { processes: 1, records: 3, rotation: { kind: 'time', periodMs: 1000, backups: 3 } };

  it('tells what one process alone loses, though it needs one more tick than two', () => {
    const trial = trialOf('no-record-lost', runner);
    const two: Scenario = {
      processes: 2,
      records: 2,
      recordBytes: [32],
      rotation: { kind: 'time', periodMs: 1000, backups: 4 },
    };
    const before = { process: 0, call: 'mkdir', path: 'app.log.lock', occurrence: 2 };
    const failure = trial.replay(two, { preemptions: [], faults: [{ kind: 'tick', before, byMs: 1000 }] });
    if (failure === undefined) throw new Error('Two processes lose nothing.');
    expect(shrink(failure, trial)).toMatchObject({ scenario: alone, schedule: { preemptions: [] } });
  });

  it.each([2])('brings a random walk of seed %i down to one process, three records and two ticks', (seed) => {
    const trial = trialOf('no-record-lost', runner);
    const failure = lostBy(randomWalk(seed, 2000), { runner, trial, scenario: large });
    const { scenario, schedule } = shrink(failure, trial);
    expect(scenario).toEqual({ ...alone, recordBytes: [32] });
    expect(schedule).toMatchObject({ preemptions: [], faults: [{ kind: 'tick' }, { kind: 'tick' }] });
  });
});

function lostBy(
  walk: Scheduler,
  { runner, trial, scenario }: { readonly runner: Runner; readonly trial: Trial; readonly scenario: Scenario },
): Failure {
  const recorded = recording(walk);
  runner.run(scenario, recorded);
  const failure = trial.replay(scenario, recorded.recorded());
  if (failure === undefined) throw new Error('The random walk loses nothing.');
  return failure;
}
