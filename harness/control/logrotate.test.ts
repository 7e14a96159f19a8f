import { afterAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { judge } from '../claims/judge.js';
import { survivesLogrotate } from '../claims/survives-logrotate.js';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import { logrotateModes, secondRotations, type LogrotateMode, type Scenario } from '../scenario/scenario.js';
import { loadWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import { openControl } from './control.js';
import { carryOut } from './plan.js';
import { twice } from './determinism.js';

function scenarioOf(logrotate: LogrotateMode): Scenario {
  return { processes: 1, records: 2, recordBytes: [50], rotation: { kind: 'none' }, logrotate };
}

const undisturbedPlan = { kind: 'schedule', schedule: { preemptions: [], faults: [] } } as const;

function fixture(name: string): string {
  return join(packageRoot, 'harness/processes/fixtures', `${name}.mjs`);
}

describe.runIf(gateSupport().able)('somebody else, who rotates the log,', () => {
  const writer = writerNamed('reopening');
  if (writer === undefined) throw new Error('There is no writer reopening.');
  const control = openControl({ writer, processes: 1, logrotate: true });
  afterAll(control.close);

  const secondWrite = { process: 0, call: 'write', path: 'app.log', occurrence: 2 };
  const filesAfter = (logrotate: LogrotateMode): string[] =>
    twice(() => {
      const schedule = { preemptions: [{ before: secondWrite, run: 1 }], faults: [] };
      const { execution, unused } = carryOut(control, scenarioOf(logrotate), { kind: 'schedule', schedule });
      expect(unused).toEqual([]);
      expect(execution.processes).toHaveLength(1);
      return execution;
    }).files.map(({ name, text }) => `${name} ${text.split('\n').length - 1}`);

  test('is a process of the schedule, which does so between two writes', () => {
    // The second record goes where the descriptor leads that was looked at before.
    expect(filesAfter('create')).toEqual(['app.log.1 2', 'app.log 0']);
    expect(filesAfter('nocreate')).toEqual(['app.log.1 2']);
    expect(filesAfter('copytruncate')).toEqual(['app.log.1 1', 'app.log 1']);
  });

  test.each(logrotateModes)('does nothing where there is no log, by %s', (mode) => {
    const schedule = {
      preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log', occurrence: 1 }, run: 1 }],
      faults: [],
    };
    const { execution } = carryOut(control, scenarioOf(mode), { kind: 'schedule', schedule });
    expect(traceOf(execution).filter(({ process }) => process === 1)).toMatchObject([{ result: { error: 'ENOENT' } }]);
  });

  test.each(secondRotations)('rotates twice, with time between for a process that pauses: %s', (logrotateAgain) => {
    const scenario: Scenario = { ...scenarioOf('create'), records: 6, logrotateAgain, pausesMs: [1000] };
    const { files } = twice(() => carryOut(control, scenario, undisturbedPlan).execution);
    const kept = {
      delaycompress: ['app.log.2.gz 1', 'app.log.1 3', 'app.log 2'],
      remove: ['app.log.1 3', 'app.log 2'],
    };
    expect(files.map(({ name, text }) => `${name} ${text.split('\n').length - 1}`)).toEqual(kept[logrotateAgain]);
  });

  test.each(secondRotations)(
    'tells a process that handles SIGHUP, which loses nothing, and no other: %s',
    async (logrotateAgain) => {
      const scenario: Scenario = { ...scenarioOf('create'), records: 6, logrotateAgain, pausesMs: [1000] };
      const lossesOf = async (name: string): Promise<number | undefined> => {
        const told = openControl({ writer: await loadWriter(name), processes: 1, logrotate: true });
        try {
          return judge(
            survivesLogrotate,
            twice(() => carryOut(told, scenario, undisturbedPlan).execution),
          )?.length;
        } finally {
          told.close();
        }
      };
      expect(await lossesOf(fixture('reopens-on-hang-up'))).toBe(0);
      // It has one file open, which no longer has a name when the last two records are written.
      expect(await lossesOf('file')).toBe(2);
    },
  );

  test('is no part of a control that was opened without it', () => {
    const alone = openControl({ writer, processes: 1 });
    const schedule = { preemptions: [], faults: [] };
    expect(() => carryOut(alone, scenarioOf('create'), { kind: 'schedule', schedule })).toThrow(
      "The scenario can't be run: it has 2 processes, and the control 1.",
    );
    alone.close();
  });
});
