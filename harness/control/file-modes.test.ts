import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modeKept } from '../claims/index.js';
import { judge } from '../claims/judge.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import type { Scenario } from '../scenario/scenario.js';
import { findWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { openControl } from './control.js';
import { carryOut } from './plan.js';
import { twice } from './determinism.js';

function named(name: string): WriterProgram {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  return writer;
}

const fixture = (name: string): Promise<WriterProgram> =>
  findWriter(join(packageRoot, 'harness', 'control', 'fixtures', `${name}.mjs`));

describe.runIf(gateSupport().able)('a log that nobody else may read', () => {
  const run = (writer: WriterProgram): Execution => {
    const asked: Scenario = {
      processes: 2,
      records: 2,
      recordBytes: [50],
      rotation: { kind: 'size', maxBytes: 60, backups: 4 },
      mode: 0o600,
    };
    const plan = { kind: 'schedule', schedule: { preemptions: [], faults: [] } } as const;
    const control = openControl({ writer, processes: 2 });
    try {
      return twice(() => carryOut(control, asked, plan).execution);
    } finally {
      control.close();
    }
  };

  test('is looked at after every step, and each file that others could read is told of once', () => {
    const execution = run(named('size'));
    const { exposures = [] } = execution;
    expect(exposures[0]).toMatchObject({ file: 'app.log', mode: 0o644 });
    const [{ before } = { before: 0 }] = exposures;
    expect(traceOf(execution)[before - 2]).toMatchObject({ call: 'open', path: 'app.log' });
    expect(new Set(exposures.map(({ file }) => file)).size).toBe(exposures.length);
  });

  test('stays so where a writer keeps the mode', () => {
    expect(run(named('locked')).exposures).toEqual([]);
  });

  test('says nothing of a file that took no place of one with a mode', async () => {
    const execution = run(await fixture('writes-under-a-date'));
    expect(execution.exposures).toBeUndefined();
    expect(judge(modeKept, execution)).toBeUndefined();
  });

  test('stands for copies of its records wherever they are, and for nothing else', async () => {
    const { exposures } = run(await fixture('leaves-a-copy'));
    expect(exposures?.map(({ file }) => file)).toEqual(['app.log-copy', 'app.log-copies/latest']);
  });
});
