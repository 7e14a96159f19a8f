import { describe, expect, test } from 'vitest';
import { gateSupport } from '../gate/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerNamed } from '../writers/index.js';
import { sizeLosesARecord } from './hand-built.js';
import { replayCounterexample } from './replay-counterexample.js';

function size(): WriterProgram {
  const writer = writerNamed('size');
  if (writer === undefined) throw new Error('There is no writer size.');
  return writer;
}

describe.runIf(gateSupport().able)('replayCounterexample', () => {
  test('breaks the claim each time in fresh processes', async () => {
    const replayed = await replayCounterexample({ counterexample: sizeLosesARecord, writer: size(), times: 2 });
    expect(replayed).toMatchObject({ unused: [], reproduced: { broken: 2, times: 2 } });
    expect(replayed.violation?.message).toBe(sizeLosesARecord.violation.message);
  });

  test('says that the claim holds, and what of the schedule did not apply', async () => {
    const [preemption] = sizeLosesARecord.schedule.preemptions;
    if (preemption === undefined) throw new Error('It has no preemption.');
    const moved = { ...preemption, before: { ...preemption.before, path: 'app.log.9' } };
    const counterexample = { ...sizeLosesARecord, schedule: { preemptions: [moved], faults: [] } };
    const replayed = await replayCounterexample({ counterexample, writer: size(), times: 1 });
    expect(replayed).toMatchObject({ reproduced: { broken: 0, times: 1 } });
    expect(replayed.violation).toBeUndefined();
    expect(replayed.unused).toEqual(["p0's first stat of app.log.9 never came."]);
  });
});
