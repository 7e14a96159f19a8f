import { afterAll, describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import { gateSupport } from '../gate/index.js';
import { logrotateModes, type LogrotateMode, type Scenario } from '../scenario/scenario.js';
import { writerNamed } from '../writers/index.js';
import { openControl } from './control.js';
import { carryOut } from './plan.js';
import { twice } from './determinism.js';

function scenarioOf(logrotate: LogrotateMode): Scenario {
  return { processes: 1, records: 2, recordBytes: [50], rotation: { kind: 'none' }, logrotate };
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

  test('is no part of a control that was opened without it', () => {
    const alone = openControl({ writer, processes: 1 });
    const schedule = { preemptions: [], faults: [] };
    expect(() => carryOut(alone, scenarioOf('create'), { kind: 'schedule', schedule })).toThrow(
      "The scenario can't be run: it has 2 processes, and the control 1.",
    );
    alone.close();
  });
});
