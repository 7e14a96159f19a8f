import { afterAll, describe, expect, test } from 'vitest';
import { gateSupport } from '../../../gate/index.js';
import type { WriterProgram } from '../../../writer-program.js';
import { writerNamed } from '../../index.js';
import { everyRecord } from './broken.js';
import { remedyCanaries } from './index.js';
import { openStage, type Stage } from './stage.js';

const able = gateSupport().able;
const stages = new Map<string, Stage>();
afterAll(() => stages.forEach((stage) => stage.close()));

function stageOf(writer: WriterProgram, processes: number): Stage {
  const key = `${writer.name} ${processes}`;
  const stage = stages.get(key) ?? openStage(writer, processes, ['app.log', 'app.log.p0', 'app.log.p1']);
  stages.set(key, stage);
  return stage;
}

function remedyNamed(name: string): WriterProgram {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  return writer;
}

describe.runIf(able).each(remedyCanaries)('$program.name', ({ program, ...canary }) => {
  test(`does wrong where it should: ${canary.bug}`, () => {
    const stage = openStage(program, canary.processes);
    try {
      const { wrongs, unused } = stage.run(canary);
      expect(unused).toEqual([]);
      expect(wrongs).toContain(canary.wrong);
    } finally {
      stage.close();
    }
  });

  // Without a lock nothing can be done about a write that is cut short.
  const sound = canary.faults.some(({ kind }) => kind === 'short-write') ? ['locked'] : ['locked', 'reopening'];
  test.each(sound)('is what %s would be without its bug', (name) => {
    expect(stageOf(remedyNamed(name), canary.processes).run(canary).wrongs).toEqual([]);
  });
});

describe.runIf(able).each(['locked', 'reopening', 'own-file'])('%s', (name) => {
  test('does nothing wrong when its first process is killed before or after any step', () => {
    const stage = stageOf(remedyNamed(name), 2);
    const undisturbed = { rotation: everyRecord, faults: [], preemptions: [] };
    const steps = stage.run(undisturbed).anchors.filter(({ process }) => process === 0);
    expect(steps.length).toBeGreaterThan(5);
    for (const at of steps) {
      for (const kind of ['kill-before', 'kill-after'] as const) {
        const { wrongs, unused } = stage.run({ ...undisturbed, faults: [{ kind, at }] });
        expect({ kind, at, wrongs, unused }).toEqual({ kind, at, wrongs: [], unused: [] });
      }
    }
  });

  test.each(['ENOSPC', 'EACCES'])('does nothing wrong when any one step of it fails with %s', (error) => {
    const stage = stageOf(remedyNamed(name), 2);
    const undisturbed = { rotation: everyRecord, faults: [], preemptions: [] };
    const steps = stage.run(undisturbed).anchors.filter(({ process }) => process === 0);
    // A process that can't open its lock has no log, and refuses all of its records.
    for (const at of steps.filter(({ call, path = '' }) => call !== 'open' || !path.endsWith('.lock'))) {
      const { wrongs, unused } = stage.run({ ...undisturbed, faults: [{ kind: 'error', at, error }] });
      expect({ at, wrongs, unused }).toEqual({ at, wrongs: [], unused: [] });
    }
  });
});
