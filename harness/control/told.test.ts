import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountFor } from '../execution/accounting.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { gateSupport } from '../gate/index.js';
import { packageRoot } from '../package-root.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { loadWriter, type WriterSource } from '../writers/find-writer.js';
import type { Telling } from '../writers/told-writer.js';
import { executed } from './fixtures/executed.js';

const fixture = (name: string): string => join(packageRoot, 'harness', 'control', 'fixtures', 'told', name);
const two: Scenario = { processes: 2, records: 2, recordBytes: [32], rotation: { kind: 'none' } };

async function executedTold(
  source: WriterSource,
  telling: Telling,
  scenario: Scenario = two,
  schedule?: Schedule,
): Promise<Execution> {
  return executed(await loadWriter(source, telling), scenario, schedule);
}

const fates = (execution: Execution) => accountFor(execution).records.map((each) => each.map(({ fate }) => fate));
const answers = ({ history }: Execution) =>
  history.flatMap(({ kind, process, sequence }) => (kind === 'invoke' ? [] : [`${kind} p${process}r${sequence}`]));

describe.runIf(gateSupport().able)('a command that finds its records as lines', () => {
  test.each(['', 'quiet'])('acknowledges them by ok, or by its exit status: %j', async (mode) => {
    const execution = await executedTold(['sh', fixture('appends.sh'), '{file}', mode], { lines: true });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.processes.map(({ end }) => end.kind)).toEqual(['exited', 'exited']);
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p0r1', 'ok p1r0', 'ok p1r1']);
    expect(fates(execution)).toEqual([
      ['ok', 'ok'],
      ['ok', 'ok'],
    ]);
    expect(execution.start).toBe('copied from its first step');
  });

  test('is told all else by its words and its environment', async () => {
    const scenario: Scenario = { ...two, rotation: { kind: 'size', maxBytes: 100, backups: 7 } };
    const words = ['sh', fixture('tells.sh'), '{file}', 'in {dir}', '{maxBytes}{periodMs}', '{other}'];
    const execution = await executedTold(words, { lines: true }, scenario);
    expect(execution.processes.map(({ stderr }) => stderr)).toEqual([
      './app.log in . 100 {other} | 0 of 2, 2, size, 100, 7\n',
      './app.log in . 100 {other} | 1 of 2, 2, size, 100, 7\n',
    ]);
    expect(answers(execution)).toEqual(['fail p0r0', 'fail p0r1', 'fail p1r0', 'fail p1r1']);
  });

  test('that ends otherwise leaves open what it has not answered', async () => {
    const execution = await executedTold(['sh', '-c', 'read -r line; : > "$LOGTORTURE_FILE"; echo ok; exit 3'], {
      lines: true,
    });
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p1r0', 'info p0r1', 'info p1r1']);
    expect(execution.processes[0]?.end).toEqual({ kind: 'died', exitCode: 3, signal: undefined });
  });

  test('that is copied prints where it did when it was', async () => {
    const script = 'exec 3>&1 2>/dev/null 1>&2; echo unheard; cat >"$LOGTORTURE_FILE"; echo unheard >&2; echo ok >&3';
    const execution = await executedTold(['sh', '-c', script], { lines: true }, { ...two, records: 1 });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.processes.map(({ stderr }) => stderr)).toEqual(['', '']);
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p1r0']);
  });

  test('that prints anything else is told so', async () => {
    const { outcome } = await executedTold(['sh', '-c', ': > "$LOGTORTURE_FILE"; echo hello'], { lines: true });
    expect(outcome).toEqual({
      kind: 'uncontrolled',
      process: 0,
      reason:
        'it printed "hello" on stdout, where only ok or fail <message> may stand, for a record each; its last step was 1, open app.log',
    });
  });
});

describe.runIf(gateSupport().able)('what runs beside a writer', () => {
  const collector = `python3 -IS ${fixture('collects.py')} {file}`;
  const sends = ['python3', '-IS', fixture('sends.py')];

  test('is there before it, is asked to end behind it, and its steps are ordered like all others', async () => {
    const execution = await executedTold(sends, { lines: true, with: [collector] });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(execution.processes.map(({ end }) => end.kind)).toEqual(['exited', 'exited', 'ended']);
    expect(fates(execution).flat()).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(new Set(traceOf(execution).flatMap(({ call, process }) => (call === 'write' ? [process] : [])))).toEqual(
      new Set([2]),
    );
  });

  test('may be killed by a schedule, and what it was sent is lost then', async () => {
    const at = { process: 2, call: 'write', path: 'app.log', occurrence: 2 } as const;
    const schedule: Schedule = { preemptions: [], faults: [{ kind: 'kill', when: 'before', at }] };
    const execution = await executedTold(sends, { lines: true, with: [collector] }, two, schedule);
    expect(
      fates(execution)
        .flat()
        .filter((fate) => fate === 'ok'),
    ).toHaveLength(1);
  });

  test('runs beside what reads lines of JSON, too, and beside a module', async () => {
    const copies = 'cp app.log copied';
    const execution = await executedTold(join(packageRoot, 'dist', 'harness', 'writers', 'file.js'), {
      with: [copies],
    });
    expect(execution.outcome).toEqual({ kind: 'completed' });
    expect(answers(execution)).toEqual(['ok p0r0', 'ok p0r1', 'ok p1r0', 'ok p1r1']);
    expect(execution.files.map(({ name }) => name)).toEqual(['app.log', 'copied']);
  });
});
