import { describe, expect, test } from 'vitest';
import { noRecordLost, orderKept, retentionKept, survivesKill, type Claim } from '../claims/index.js';
import type { Invariant } from '../claims/invariant.js';
import type { Scenario } from '../scenario/scenario.js';
import { emptyReach, type Reach } from '../search/reach.js';
import { newExploration, type Exploration } from './explored.js';

const reached: Reach = { ...emptyReach, executions: 5, judged: 5, acknowledged: 5, rotated: 3, overlapped: 2 };
const rotated: Scenario = {
  processes: 2,
  records: 2,
  recordBytes: [50],
  rotation: { kind: 'size', maxBytes: 100, backups: 4 },
};
const unrotated: Scenario = { ...rotated, rotation: { kind: 'none' } };

interface Noted {
  readonly writer?: string;
  readonly invariant?: Invariant<Claim>;
  readonly scenario?: Scenario;
  readonly reach?: Partial<Reach>;
}

function explored(...all: readonly Noted[]): Exploration {
  const exploration = newExploration();
  for (const { writer = 'size', invariant = orderKept, scenario = rotated, reach } of all)
    exploration.note({ writer, invariant, scenario, reach: { ...reached, ...reach }, how: 'controlled' });
  return exploration;
}

test('one sentence adds up all scenarios of a claim and a writer', () => {
  expect(explored({}, { reach: { rotated: 0 } }, { writer: 'file' }).sentences()).toEqual([
    'order-kept of size: 10 controlled executions of 2 scenarios, 10 judged, 3 rotated, in 4 two processes overlapped',
    'order-kept of file: 5 controlled executions of 1 scenario, 5 judged, 3 rotated, in 2 two processes overlapped',
  ]);
});

describe('what reached nothing was tested in vain', () => {
  test.each<[Noted, string]>([
    [{ reach: { rotated: 0 } }, 'none of 5 executions rotated the log.'],
    [{ reach: { overlapped: 0 } }, 'none of 5 executions had two processes overlap.'],
    [{ reach: { acknowledged: 0, rotated: 0 } }, 'none of 5 executions acknowledged a record or rotated the log.'],
    [{ reach: { ...emptyReach, executions: 5 } }, 'none of 5 executions could judge the claim.'],
    [{ reach: emptyReach }, 'there was no execution.'],
    [{ invariant: survivesKill, reach: { faulted: 0 } }, 'none of 5 executions had a fault.'],
  ])('%j', (noted, why) => {
    const { claim } = noted.invariant ?? orderKept;
    expect(explored(noted).inVain()).toEqual([`${claim} of size was tested in vain: ${why}`]);
  });

  test('unless another scenario of the same test has', () => {
    expect(explored({ reach: { rotated: 0, overlapped: 0 } }, {}).inVain()).toEqual([]);
  });

  test('but not where another claim has', () => {
    expect(explored({ invariant: retentionKept, reach: { rotated: 0 } }, { invariant: noRecordLost }).inVain()).toEqual(
      ['retention-kept of size was tested in vain: none of 5 executions rotated the log.'],
    );
  });
});

test('what nobody rotates need not be, and a process alone need not overlap', () => {
  const alone = { ...unrotated, processes: 1 };
  expect(explored({ scenario: alone, reach: { rotated: 0, overlapped: 0 } }).inVain()).toEqual([]);
});
