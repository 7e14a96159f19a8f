import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openControl } from '../../control/control.js';
import type { Control } from '../../control/controlled.js';
import { carryOut } from '../../control/plan.js';
import { twice } from '../../control/determinism.js';
import { claimsWithoutFaults as claims, type Claim } from '../../claims/index.js';
import type { Execution } from '../../execution/execution.js';
import { gateSupport } from '../../gate/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Rotation } from '../../scenario/rotation.js';
import { fromEnvironment } from '../../property/settings.js';
import type { RecordContent } from '../../scenario/content.js';
import { minRecordBytes } from '../../scenario/record.js';
import { brokenClaims, violationsIn } from './fixtures/broken-claims.js';
import { everyExecution } from './fixtures/every-schedule.js';
import { canaries, correctNeighbours, minimalScenario } from './index.js';

const { able } = gateSupport();
/** Walks of each of four scenarios; with `LOGTORTURE_RUNS` more. */
const walksEach = fromEnvironment('runs') ?? 1;

describe.runIf(able).each(canaries)('$program.name', (canary) => {
  const { program, breaks, alsoBreaks, rotation, minimum, schedule } = canary;
  const { processes, records, preemptions, ticks = 0, recordBytes, content } = minimum;
  const scenario = minimalScenario(canary);
  const most = Math.max(2, processes);
  let control: Control;
  beforeAll(() => {
    control = openControl({ writer: program, processes: most });
  });
  afterAll(() => control.close());
  const everyOne = (asked: Scenario, bounds: { readonly preemptions: number; readonly ticks: number }) =>
    everyExecution(control, asked, { ...bounds, tickMs: rotation.kind === 'time' ? rotation.periodMs : 1000 });

  test(`breaks ${breaks} and nothing else at its minimum`, () => {
    expect(schedule.preemptions).toHaveLength(preemptions);
    expect(schedule.faults).toHaveLength(ticks);
    const execution = twice(() => {
      const carried = carryOut(control, scenario, { kind: 'schedule', schedule });
      expectOnly(carried.execution, [breaks]);
      expect(carried.unused).toEqual([]);
      return carried.execution;
    });
    expect(brokenClaims(execution)).toEqual([breaks]);
  });

  test('keeps every claim in all orders with less of anything', () => {
    const less = [
      ...(preemptions > 0 ? [everyOne(scenario, { preemptions: preemptions - 1, ticks })] : []),
      ...(preemptions > 0
        ? [everyOne({ ...scenario, records: records + 1 }, { preemptions: preemptions - 1, ticks })]
        : []),
      ...(ticks > 0 ? [everyOne(scenario, { preemptions: preemptions + 1, ticks: ticks - 1 })] : []),
      ...(records > 1 ? [everyOne({ ...scenario, records: records - 1 }, { preemptions, ticks })] : []),
      ...(processes > 1 ? [everyOne({ ...scenario, processes: processes - 1 }, { preemptions, ticks })] : []),
      ...(content === undefined ? [] : [everyOne(withoutContent(scenario), { preemptions, ticks })]),
      ...(recordBytes === undefined
        ? []
        : [everyOne({ ...scenario, recordBytes: [recordBytes - 1] }, { preemptions, ticks })]),
    ];
    for (const executions of less) for (const execution of executions) expectOnly(execution, []);
  });

  test(`breaks nothing but ${[breaks, ...alsoBreaks].join(' and ')} wherever random walks lead`, () => {
    for (const execution of walks(control, rotation, { most, recordBytes, content }))
      expectOnly(execution, [breaks, ...alsoBreaks]);
  });
});

describe.runIf(able).each(correctNeighbours)('$program.name', ({ program, mends }) => {
  const mended = canaries.filter((canary) => mends.includes(canary.program.name));
  const most = Math.max(2, ...mended.map(({ minimum }) => minimum.processes));
  let control: Control;
  beforeAll(() => {
    control = openControl({ writer: program, processes: most });
  });
  afterAll(() => control.close());

  test('is named beside canaries that there are, and promises every claim', () => {
    expect(mended).toHaveLength(mends.length);
    expect(program.guarantees).toEqual(claims);
  });

  test.each(mended)('keeps every claim in the order in which $program.name breaks one', (canary) => {
    const plan = { kind: 'schedule', schedule: canary.schedule } as const;
    expectOnly(carryOut(control, minimalScenario(canary), plan).execution, []);
  });

  test('keeps every claim wherever random walks lead', () => {
    const asked = new Map(
      mended.map(({ rotation, minimum: { content } }) => [
        JSON.stringify({ rotation, content }),
        { rotation, content },
      ]),
    );
    for (const { rotation, content } of asked.values()) {
      for (const execution of walks(control, rotation, { most, content })) expectOnly(execution, []);
    }
  });
});

/** Random walks, a little larger than most minima: with ample backups, with records of several sizes, with few backups. */
function* walks(
  control: Control,
  rotation: Rotation,
  {
    most,
    recordBytes = minRecordBytes,
    content,
  }: {
    readonly most: number;
    readonly recordBytes?: number | undefined;
    readonly content?: RecordContent | undefined;
  },
): Iterable<Execution> {
  const backups = (kept: number): Rotation => (rotation.kind === 'none' ? rotation : { ...rotation, backups: kept });
  const scenarios: Scenario[] = [
    { processes: most, records: 2, recordBytes: [recordBytes], rotation: backups(9) },
    { processes: 2, records: 3, recordBytes: [recordBytes + 8, recordBytes, recordBytes + 28], rotation: backups(9) },
    { processes: 2, records: 4, recordBytes: [recordBytes], rotation: backups(2) },
    { processes: most, records: 2, recordBytes: [recordBytes], rotation: backups(1) },
  ];
  for (const plain of scenarios) {
    const scenario = content === undefined ? plain : { ...plain, content };
    for (let seed = 1; seed <= walksEach; seed++)
      yield carryOut(control, scenario, { kind: 'random-walk', seed }).execution;
  }
}

function withoutContent(scenario: Scenario): Scenario {
  const { content: _, ...plain } = scenario;
  return plain;
}

function expectOnly(execution: Execution, expected: readonly Claim[]): void {
  expect(execution.outcome).toEqual({ kind: 'completed' });
  expect(violationsIn(execution).filter(({ claim }) => !expected.includes(claim))).toEqual([]);
}
