import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clockSettingsOf, killsOf, traceOf } from '../execution/events.js';
import { accountFor } from '../execution/accounting.js';
import type { Anchor } from '../schedule/anchor.js';
import type { Execution } from '../execution/execution.js';
import type { Fault } from '../schedule/fault.js';
import { gateSupport } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { drawStrategy } from '../schedulers/strategy.js';
import { packageRoot } from '../package-root.js';
import { commandWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import { openControl } from './control.js';
import type { Control } from './controlled.js';
import { carryOut } from './plan.js';
import { firstDifference, twice } from './determinism.js';

const scenario: Scenario = { processes: 2, records: 2, recordBytes: [50], rotation: { kind: 'none' } };
const write = (process: number, occurrence = 1): Anchor => ({ process, call: 'write', path: 'app.log', occurrence });

function controlOf(name: string): Control {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  const control = openControl({ writer, processes: 2 });
  afterAll(control.close);
  return control;
}

describe.runIf(gateSupport().able)('a fault of a schedule', () => {
  const control = controlOf('locked');
  const run = (...faults: Fault[]): Execution =>
    twice(() => {
      const schedule = { preemptions: [], faults };
      const { execution, unused } = carryOut(control, scenario, { kind: 'schedule', schedule });
      expect(unused).toEqual([]);
      return execution;
    });
  const fates = (execution: Execution): string[][] =>
    accountFor(execution).records.map((records) => records.map(({ fate }) => fate));
  const results = (execution: Execution): unknown[] =>
    traceOf(execution).flatMap(({ process, call, result, imposed }) =>
      process === 0 && call === 'write' ? [{ ...result, ...(imposed && { imposed }) }] : [],
    );

  test('kills a process before a step, which then never happens', () => {
    const execution = run({ kind: 'kill', when: 'before', at: write(0, 2) });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.processes.map(({ end }) => end)).toEqual([
      { kind: 'died', exitCode: undefined, signal: 'SIGKILL' },
      { kind: 'closed' },
    ]);
    expect(killsOf(execution)).toMatchObject([{ process: 0 }]);
    expect(fates(execution)).toEqual([
      ['ok', 'absent'],
      ['ok', 'ok'],
    ]);
  });

  test('may kill one that has closed its log and still does something', async () => {
    const script = join(packageRoot, 'harness', 'control', 'fixtures', 'goes-on-after-closed.py');
    const own = openControl({ writer: await commandWriter(['/usr/bin/python3', '-B', script]), processes: 2 });
    afterAll(own.close);
    const at = { process: 0, call: 'mkdir', path: 'done-0', occurrence: 1 };
    const schedule = { preemptions: [], faults: [{ kind: 'kill', when: 'before', at } as const] };
    const { execution } = carryOut(own, scenario, { kind: 'schedule', schedule });
    expect(execution.processes.map(({ end }) => end)).toEqual([
      { kind: 'died', exitCode: undefined, signal: 'SIGKILL', closed: true },
      { kind: 'closed' },
    ]);
  });

  test('sets the clock of one process before a step, and that of all', () => {
    const own = run({ kind: 'clock', of: 'process', byMs: 3_600_000, at: write(0, 1) });
    expect(clockSettingsOf(own)).toEqual([
      { before: traceOf(own).findIndex(({ call }) => call === 'write') + 1, byMs: 3_600_000, process: 0 },
    ]);
    const all = run({ kind: 'clock', of: 'machine', byMs: -3_600_000, at: write(0, 1) });
    expect(clockSettingsOf(all)).toMatchObject([{ byMs: -3_600_000 }]);
    expect(fates(all)).toEqual(fates(own));
  });

  test('kills it after the step, which nobody has acknowledged then', () => {
    expect(fates(run({ kind: 'kill', when: 'after', at: write(0, 2) }))[0]).toEqual(['ok', 'recovered']);
  });

  test('kills it within a write, of which the beginning is left', () => {
    const execution = run({ kind: 'kill', when: 'within', bytes: 30, at: write(0, 1) });
    expect(fates(execution)).toEqual([
      ['torn', 'absent'],
      ['ok', 'ok'],
    ]);
    expect(results(execution)).toMatchObject([{ value: 30, imposed: true }]);
  });

  test('has a step fail, which then does nothing', () => {
    const execution = run({ kind: 'error', error: 'EIO', at: write(0, 1) });
    expect(results(execution)).toMatchObject([{ error: 'EIO', imposed: true }, { value: 51 }]);
    expect(fates(execution)[0]).toEqual(['absent', 'ok']);
    expect(execution.history).toContainEqual(
      expect.objectContaining({ kind: 'fail', process: 0, sequence: 0, message: expect.stringContaining('EIO') }),
    );
  });

  test('has a write fall short, and the rest follows', () => {
    const execution = run({ kind: 'short-write', bytes: 20, at: write(0, 1) });
    expect(results(execution)).toMatchObject([{ value: 20, imposed: true }, { value: 31 }, { value: 51 }]);
    expect(fates(execution).flat()).toEqual(['ok', 'ok', 'ok', 'ok']);
  });

  test('fills the disk for so many steps, until there is room again', () => {
    const execution = run({ kind: 'no-space', bytes: 20, steps: 2, at: write(0, 1) });
    expect(results(execution)).toMatchObject([
      { value: 20, imposed: true },
      { error: 'ENOSPC', imposed: true },
      { error: 'ENOSPC', imposed: true },
      { value: 51 },
    ]);
    expect(fates(execution)).toEqual([
      ['absent', 'ok'],
      ['ok', 'ok'],
    ]);
  });

  test('that finds no place is told', () => {
    const faults: Fault[] = [{ kind: 'kill', when: 'before', at: write(0, 9) }];
    const { unused } = carryOut(control, scenario, { kind: 'schedule', schedule: { preemptions: [], faults } });
    expect(unused).toEqual(["p0's 9th write of app.log never came."]);
  });
});

describe.runIf(gateSupport().able)('faults that are drawn', () => {
  const control = controlOf('locked');

  test.each([[['kill'] as const], [['error', 'short-write', 'no-space'] as const]])(
    'of the kinds %j come again when their schedule is replayed',
    (faults) => {
      let happened = 0;
      for (let seed = 1; seed <= 12; seed++) {
        const known = { processes: 2, steps: 20, contention: { shared: [], remaining: {} }, faults, allSteps: 20 };
        const { execution, schedule } = carryOut(control, scenario, drawStrategy(seed, known));
        const again = carryOut(control, scenario, { kind: 'schedule', schedule });
        expect(firstDifference(execution, again.execution)).toBeUndefined();
        expect(again.unused).toEqual([]);
        happened += schedule.faults.filter(({ kind }) => kind !== 'tick').length;
      }
      expect(happened).toBeGreaterThan(6);
    },
  );
});
