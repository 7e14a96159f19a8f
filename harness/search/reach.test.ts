import { describe, expect, test } from 'vitest';
import { handBuilt, line } from '../claims/hand-built.js';
import type { Execution } from '../execution/execution.js';
import { addReaches, emptyReach, incompleteInWords, reachOf, whyInVain, type Reach } from './reach.js';

const completed = handBuilt({ files: { 'app.log': [line(0, 0)] }, scenario: { processes: 1, records: 1 } });
const uncontrolled = (reason: string): Execution => ({
  ...completed,
  outcome: { kind: 'uncontrolled', process: 0, reason },
});
const deadlock: Execution = {
  ...completed,
  outcome: { kind: 'deadlock' },
  processes: [{ process: 0, end: { kind: 'stopped', doing: 'waiting for lock of app.log, held by p1' }, stderr: '' }],
};

function reached(...executions: readonly Execution[]): Reach {
  return executions.map((each) => reachOf(each)(each.outcome.kind === 'completed')).reduce(addReaches, emptyReach);
}

describe('executions that did not complete', () => {
  test('are none where all completed', () => {
    expect(incompleteInWords(reached(completed, completed))).toBeUndefined();
  });

  test('are counted by outcome, each with the reason of the first', () => {
    expect(
      incompleteInWords(reached(completed, uncontrolled('it never closed'), deadlock, uncontrolled('later'))),
    ).toBe(
      '2 of 4 executions ended as uncontrolled, the first because of p0: it never closed; ' +
        '1 of 4 executions ended as deadlock, since nobody can go on: p0 was waiting for lock of app.log, held by p1',
    );
  });

  test('are none where a process took the lines of a record for records, which it was not asked for in plain ASCII', () => {
    const counting = (content?: 'line-breaks'): Execution => ({
      ...uncontrolled('it answered record 2, and was asked for 2'),
      scenario: { ...completed.scenario, ...(content !== undefined && { content }) },
      processes: [{ process: 0, end: { kind: 'garbled', problem: 'answered record 2' }, stderr: '' }],
    });
    expect(incompleteInWords(reached(counting('line-breaks')))).toBeUndefined();
    expect(incompleteInWords(reached(counting()))).toBeDefined();
  });
});

test('what a writer said when it first refused a record tells why none was acknowledged', () => {
  const refusing = (message: string): Execution => ({
    ...completed,
    history: [{ kind: 'fail', process: 0, sequence: 0, message }],
  });
  const must = { rotation: false, overlap: false, fault: false };
  expect(whyInVain(reached(refusing('not today'), refusing('nor tomorrow')), must)).toBe(
    'none of 2 executions acknowledged a record: the writer refused it, "not today"',
  );
  expect(whyInVain(reached(refusing('not today'), completed), must)).toBeUndefined();
});
