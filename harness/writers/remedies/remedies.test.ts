import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimsWithoutFaults as claims, type Claim } from '../../claims/index.js';
import { accountFor } from '../../execution/accounting.js';
import { wasRotated } from '../../execution/rotated.js';
import { openControl } from '../../control/control.js';
import type { Control } from '../../control/controlled.js';
import { carryOut } from '../../control/plan.js';
import { overlapped } from '../../execution/execution.js';
import { gateSupport } from '../../gate/index.js';
import { invariants } from '../../claims/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Rotation } from '../../scenario/rotation.js';
import { writerNamed } from '../index.js';

const withoutFaults: ReadonlySet<Claim> = new Set(claims);
const ample: Rotation = { kind: 'size', maxBytes: 100, backups: 4 };
const few: Rotation = { kind: 'size', maxBytes: 100, backups: 1 };
const pair = { processes: 2, records: 2, recordBytes: [50] };
const scenarios: readonly { readonly title: string; readonly walks: number; readonly scenario: Scenario }[] = [
  { title: 'rotating at every record', walks: 6, scenario: { ...pair, rotation: ample } },
  { title: 'without rotation', walks: 6, scenario: { ...pair, rotation: { kind: 'none' } } },
  { title: 'with one backup', walks: 6, scenario: { ...pair, rotation: few } },
  {
    title: 'while one leaves',
    // Each starts a process anew.
    walks: 4,
    scenario: { ...pair, records: 3, rotation: ample, earlyExits: [{ process: 0, afterRecords: 1 }] },
  },
];

const names = [
  'locked',
  'lockfile',
  'reopening',
  'own-file',
  'aggregated',
  'stdout-collector',
  'syslog-tcp',
  'syslog-udp',
];

describe.runIf(gateSupport().able).each(names)('%s', (name) => {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  let control: Control;
  beforeAll(() => {
    control = openControl({ writer, processes: 2 });
  });
  afterAll(() => control.close());

  // An owner that does not pause has written its own records before it reads those of others.
  const pauses = name === 'aggregated' ? { pausesMs: [10] } : {};

  test.each(scenarios)('keeps its promises in $walks random orders, $title', ({ walks, scenario: plain }) => {
    const scenario = { ...plain, ...pauses };
    const { rotation } = scenario;
    const isFew = rotation.kind === 'size' && rotation.backups < scenario.processes * scenario.records;
    const promised = invariants.filter(
      ({ claim }) =>
        withoutFaults.has(claim) && writer.guarantees.includes(claim) && !(isFew && claim === 'no-record-lost'),
    );
    let overlaps = 0;
    for (let seed = 1; seed <= walks; seed++) {
      const { execution, schedule } = carryOut(control, scenario, { kind: 'random-walk', seed });
      const broken = promised.flatMap(({ check }) => check(execution));
      expect({ outcome: execution.outcome, broken, schedule }).toEqual({
        outcome: { kind: 'completed' },
        broken: [],
        schedule,
      });
      expect(wasRotated(execution)).toBe(rotation.kind !== 'none');
      expect(accountFor(execution).records.flat()).toHaveLength(
        execution.history.filter(({ kind }) => kind === 'ok').length,
      );
      if (overlapped(execution)) overlaps += 1;
    }
    expect(overlaps).toBeGreaterThan(0);
  });
});
