import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../execution/execution.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule } from '../schedule/schedule.js';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { openControl } from './control.js';
import { carryOut } from './plan.js';

const fixtures = join(packageRoot, 'harness', 'control', 'fixtures');
const scenario: Scenario = { processes: 1, records: 1, recordBytes: [50], rotation: { kind: 'none' } };

async function outcomeOf(fixture: string, ...args: string[]): Promise<Outcome> {
  const writer = await commandWriter(['/usr/bin/python3', '-B', join(fixtures, `${fixture}.py`), ...args]);
  const control = openControl({ writer, processes: 1 });
  try {
    return carryOut(control, scenario, { kind: 'schedule', schedule: undisturbedSchedule }).execution.outcome;
  } finally {
    control.close();
  }
}

describe.runIf(gateSupport().able)('under control, a module', () => {
  test('is heard in order, however much it answers between two steps', async () => {
    const writer = await findWriter(join(fixtures, 'refuses-at-length.mjs'));
    const control = openControl({ writer, processes: 1 });
    try {
      const many = { ...scenario, records: 12 };
      const plan = { kind: 'schedule', schedule: undisturbedSchedule } as const;
      const { history, outcome } = carryOut(control, many, plan).execution;
      expect(outcome).toEqual({ kind: 'completed' });
      expect(history.filter(({ kind }) => kind === 'fail')).toEqual(
        Array.from({ length: 12 }, (_, sequence) => ({
          process: 0,
          sequence,
          kind: 'fail',
          message: `no: <p0r${sequence}${sequence < 10 ? ' ' : ''} ${'é'.repeat(400)}`,
        })),
      );
    } finally {
      control.close();
    }
  });
});

const uncontrolled = (reason: string): Outcome => ({ kind: 'uncontrolled', process: 0, reason });

describe.runIf(gateSupport().able)('under control, a command that', () => {
  test.each([
    ['answers twice', ['ok 0', 'ok 0', 'closed'], 'it answered record 0 twice'],
    [
      'answers what it was not given',
      ['ok 1', 'closed'],
      'it answered record 1, but was given 1 record, counted from 0',
    ],
    ['prints a greeting', ['hello'], 'it printed "hello" on stdout, which is no answer of the command protocol'],
    ['closes without an answer', ['closed'], 'it said closed before it had answered record 0'],
    ['goes on', ['ok 0', 'closed', 'bye'], 'it printed "bye" on stdout after it had said closed'],
    ['never says closed', ['ok 0'], 'it was waiting for its next order, but had never said closed'],
  ])('%s is told with its mistake, and the last step before it', async (_, answers, mistake) => {
    const outcome = await outcomeOf('answers-after-a-write', ...answers);
    expect(outcome).toEqual(uncontrolled(`${mistake}; its last step was 2, write app.log +51`));
  });

  test('keeps its answers in a buffer is told how to flush it', async () => {
    expect(await outcomeOf('keeps-its-answers')).toEqual(
      uncontrolled(
        'it was waiting for its next order, but had answered no record and never said closed ' +
          '(if it prints its answers: print(…, flush=True), or python3 -u); it had taken no step',
      ),
    );
  });
});
