import { join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import { accountFor } from '../execution/accounting.js';
import { wasRotated } from '../execution/rotated.js';
import { claimsWithoutFaults as claims, type Claim } from '../claims/index.js';
import type { Execution } from '../execution/execution.js';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { gateSupport } from '../gate/index.js';
import { invariants } from '../claims/index.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { executionInWords } from '../report/run.js';
import { interleaving } from '../report/interleaving.js';
import type { Scenario } from '../scenario/scenario.js';
import { undisturbedSchedule, type Schedule } from '../schedule/schedule.js';
import type { Rotation } from '../scenario/rotation.js';
import { lookingForChoices } from '../schedulers/counting.js';
import { builtInWriters, writerNamed } from '../writers/index.js';
import { openControl } from './control.js';
import type { Control } from './controlled.js';
import { carryOut, type Plan } from './plan.js';
import { firstDifference, twice } from './determinism.js';

const support = gateSupport();
const directory = newDirectory();
afterAll(directory.remove);

if (!support.able) test(`steps can't be held here, so nothing is controlled: ${support.reason}`, () => undefined);

test('steps can be held where the continuous integration runs', () => {
  expect(support.able || process.env['CI'] === undefined).toBe(true);
});

const rotations: Readonly<Record<Rotation['kind'], Rotation>> = {
  none: { kind: 'none' },
  size: { kind: 'size', maxBytes: 100, backups: 4 },
  time: { kind: 'time', periodMs: 1000, backups: 4 },
};

const withoutFaults: ReadonlySet<Claim> = new Set(claims);

function scenarioFor(kind: Rotation['kind']): Scenario {
  const pausesMs = kind === 'time' ? { pausesMs: [0, 700] } : {};
  return { processes: 2, records: 2, recordBytes: [50], rotation: rotations[kind], ...pausesMs };
}

const compiler = execaSync('cc', ['--version'], { reject: false }).exitCode === 0;
const compiled = join(directory.path, 'writer');
if (compiler) execaSync('cc', ['-O1', '-static', '-o', compiled, join(import.meta.dirname, 'fixtures', 'writer.c')]);

const others = await Promise.all([
  commandWriter(['sh', join(import.meta.dirname, 'fixtures', 'append-and-move.sh')]),
  ...(compiler ? [commandWriter([compiled])] : []),
]);
const subjects = [
  ...builtInWriters().filter(({ unavailable, varies }) => unavailable === undefined && varies === undefined),
  ...others.map((writer) => ({
    ...writer,
    rotations: ['none' as const],
    name: writer.name.split('/').at(-1) ?? writer.name,
  })),
];

describe.runIf(support.able).each(subjects)('$name', (writer) => {
  let control: Control;
  beforeAll(() => {
    control = openControl({ writer, processes: 2 });
  });
  afterAll(() => control.close());

  // Without rotation there is less to go wrong; `npm run bench -- determinism` goes through all.
  test.each(writer.rotations.slice(-1))(
    'gives one execution for one schedule, again and in fresh processes, and others for others, rotation %s',
    (kind) => {
      const scenario = scenarioFor(kind);
      const seen = new Set<string>();
      for (let seed = 1; seed <= 2; seed++) {
        const { execution, schedule } = carryOut(control, scenario, { kind: 'random-walk', seed });
        const plan: Plan = { kind: 'schedule', schedule };
        expect(execution.outcome).toEqual({ kind: 'completed' });
        expect(firstDifference(execution, carryOut(control, scenario, plan).execution)).toBeUndefined();
        seen.add(JSON.stringify(traceOf(execution)));
        if (seed > 1) continue;
        control.renew(scenario);
        expect(firstDifference(execution, carryOut(control, scenario, plan).execution)).toBeUndefined();
      }
      expect(seen.size).toBeGreaterThan(1);
    },
  );

  test.each(writer.rotations)('alone, keeps what it promises and acknowledges every record, rotation %s', (kind) => {
    const promises = new Set([...writer.guarantees, ...writer.guaranteesAlone]);
    const promised = invariants.filter(({ claim }) => withoutFaults.has(claim) && promises.has(claim));
    const scenario = { ...scenarioFor(kind), processes: 1, records: 4 };
    const choices = lookingForChoices(scenario.rotation.kind === 'time' ? scenario.rotation.periodMs : undefined);
    const first = control.run(scenario, choices);
    // Where nothing could have been chosen, every walk is the first one again.
    const seeds = choices.hadChoice() ? [1, 2, 3] : [];
    const walks = seeds.map((seed) => carryOut(control, scenario, { kind: 'random-walk', seed }).execution);
    for (const execution of [first, ...walks]) {
      expect(execution.outcome).toEqual({ kind: 'completed' });
      expect(promised.flatMap(({ check }) => check(execution))).toEqual([]);
      expect(execution.history.filter((event) => event.kind === 'ok')).toHaveLength(4);
      // Commands of which nothing is known rotate as they like.
      if (promised.length > 0) expect(wasRotated(execution)).toBe(kind !== 'none');
    }
  });
});

describe.runIf(support.able)('a module that draws random numbers', () => {
  test('draws the same ones in each execution, and other ones in each process', async () => {
    const writer = await findWriter(join(packageRoot, 'harness', 'control', 'fixtures', 'draws-a-name.mjs'));
    const control = openControl({ writer, processes: 2 });
    afterAll(control.close);
    const run = (): Execution =>
      carryOut(control, scenarioFor('none'), { kind: 'schedule', schedule: undisturbedSchedule }).execution;
    const drawn = traceOf(twice(run)).flatMap(({ call, path = '' }) =>
      call === 'open' && path !== 'app.log' ? path : [],
    );
    expect(drawn).toHaveLength(4);
    expect(new Set(drawn).size).toBe(4);
  });
});

describe.runIf(support.able)('one preemption, just before the first rotation looks whether a backup exists', () => {
  const schedule: Schedule = {
    preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log.1', occurrence: 1 }, run: 1 }],
    faults: [],
  };
  const names = ['size', 'python-size'].filter((name) => writerNamed(name)?.unavailable === undefined);

  test.each(names)('has %s lose the same record', async (name) => {
    const { execution } = withControl(name, (control) =>
      carryOut(control, scenarioFor('size'), { kind: 'schedule', schedule }),
    );
    const lost = accountFor(execution)
      .records.flat()
      .filter(({ fate }) => fate === 'lost');
    expect(lost).toMatchObject([{ process: 0, sequence: 0 }]);
    const screen = `${interleaving(execution)}\n${executionInWords(execution).replace(/\d+\.\d+ s/, '0.01 s')}\n`;
    await expect(screen).toMatchFileSnapshot('golden/one-preemption.txt');
  });

  test('and the undisturbed order loses none', () => {
    const { execution } = withControl('size', (control) =>
      carryOut(control, scenarioFor('size'), { kind: 'schedule', schedule: { preemptions: [], faults: [] } }),
    );
    expect(
      accountFor(execution)
        .records.flat()
        .every(({ fate }) => fate === 'ok'),
    ).toBe(true);
  });

  test('a schedule that no longer fits runs, and says what of it did not apply', () => {
    const moved: Schedule = {
      preemptions: [{ before: { process: 0, call: 'stat', path: 'app.log.9', occurrence: 2 }, run: 1 }],
      faults: [{ kind: 'tick', before: { process: 1, call: 'open', path: 'other', occurrence: 1 }, byMs: 1000 }],
    };
    const { execution, unused } = withControl('size', (control) =>
      carryOut(control, scenarioFor('size'), { kind: 'schedule', schedule: moved }),
    );
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(unused).toEqual([`p0's 2nd stat of app.log.9 never came.`, `p1's first open of other never came.`]);
  });
});

describe.runIf(support.able)('a process that leaves early', () => {
  test('exits once it has closed its log, while the other goes on', () => {
    const scenario: Scenario = { ...scenarioFor('size'), earlyExits: [{ process: 0, afterRecords: 1 }] };
    const { execution } = withControl('size', (control) =>
      carryOut(control, scenario, { kind: 'random-walk', seed: 1 }),
    );
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.processes.map(({ end }) => end)).toEqual([
      { kind: 'exited', exitCode: 0, signal: undefined },
      { kind: 'closed' },
    ]);
    expect(execution.history.filter(({ kind }) => kind === 'ok')).toHaveLength(3);
  });
});

function withControl<T>(name: string, use: (control: Control) => T): T {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const control = openControl({ writer, processes: 2 });
  try {
    return use(control);
  } finally {
    control.close();
  }
}
