import { afterAll, describe, expect, it } from 'vitest';
import { gateSupport } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { randomWalk } from '../schedulers/random-walk.js';
import { recording } from '../schedulers/recording.js';
import { writerNamed } from '../writers/index.js';
import { trialOf } from './failure.js';
import { openRunner } from './runner.js';
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
    const walk = recording(randomWalk(seed));
    runner.run(large, walk);
    const failure = trial.replay(large, walk.recorded());
    if (failure === undefined) throw new Error('The random walk loses nothing.');
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
