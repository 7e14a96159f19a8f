import { describe, expect, test } from 'vitest';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Access, GateEvent, Step } from '../gate/index.js';
import { handBuilt } from '../claims/hand-built.js';
import { interleaving, interleavingLines, isMarked } from './interleaving.js';

const look: readonly Access[] = [{ object: 'entry:app.log', access: 'read' }];
const change: readonly Access[] = [{ object: 'entry:app.log', access: 'write' }];

function step(process: number, call: Step['call'], path: string, rest: Partial<Step>): Step {
  return { kind: 'step', process, thread: 0, call, path, result: { value: 0 }, footprint: change, ...rest };
}
const stat = (process: number, path: string, size?: number): Step =>
  step(process, 'stat', path, {
    footprint: look,
    result: size === undefined ? { error: 'ENOENT' } : { value: 0, size },
  });
const open = (process: number, path = 'app.log', size = 0): Step =>
  step(process, 'open', path, { flags: 'O_WRONLY|O_CREAT|O_APPEND', result: { value: 0, size } });
const write = (process: number, size: number, path = 'app.log'): Step =>
  step(process, 'write', path, { bytes: 51, result: { value: 51, size } });
const rename = (process: number, path: string, to: string): Step => step(process, 'rename', path, { to });

const live = 'app.log';
const second = (number: number): string => `app.log.2026-01-01_00-00-0${number}`;

/** One trace each, by the name of its golden text, which says what it shows. */
const traces: Readonly<Record<string, readonly Step[]>> = {
  'nothing-happened': [],
  'looks-folded': [
    open(0),
    ...[5, 4, 3, 2, 1].map((number) => stat(0, `app.log.${number}`)),
    rename(0, live, 'app.log.1'),
    stat(0, live),
    stat(0, live),
    open(0),
    ...[3, 2, 1].map((number) => stat(0, `app.log.${number}`)),
    stat(1, live, 0),
    write(1, 51),
  ],
  'three-processes': [
    open(0),
    open(1),
    open(2),
    write(2, 51),
    rename(0, live, 'app.log.1'),
    write(1, 102, 'app.log.1'),
    rename(2, 'app.log.1', 'app.log.2'),
    stat(1, 'app.log.1'),
    open(2),
  ],
  'five-processes': [
    ...[0, 1, 2, 3, 4].map((process) => open(process)),
    ...[4, 3, 2, 1, 0].map((process, index) => write(process, 51 * (index + 1))),
    rename(4, live, 'app.log.1'),
    rename(0, 'app.log.1', 'app.log.2'),
  ],
  'nine-processes': Array.from({ length: 9 }, (_, process) => [
    open(process, live, 51 * process),
    write(process, 51 * (process + 1)),
  ]).flat(),
  errors: [
    step(0, 'open', live, { result: { error: 'EACCES' } }),
    open(1),
    open(1, 'app.log.1', 30),
    rename(0, 'app.log.1', 'app.log.2'),
    step(0, 'rename', live, { to: 'app.log.1', result: { error: 'ENOENT' } }),
    step(1, 'unlink', live, { result: { error: 'EPERM' } }),
    rename(1, live, live),
    step(1, 'unlink', live, {}),
    step(0, 'unlink', 'app.log.2', {}),
  ],
  'partial-writes': [
    open(0),
    step(0, 'write', live, { bytes: 51, result: { value: 20, size: 20 } }),
    open(1, live, 20),
    write(1, 71),
    step(0, 'write', live, { bytes: 31, result: { value: 31, size: 102 } }),
    step(1, 'write', live, { bytes: 51, result: { error: 'ENOSPC' } }),
  ],
  threads: [
    open(0),
    step(0, 'write', live, { thread: 7, bytes: 51, result: { value: 51, size: 51 } }),
    step(1, 'rename', live, { thread: 12, to: 'app.log.1' }),
    step(0, 'write', 'app.log.1', { thread: 9, bytes: 51, result: { value: 51, size: 102 } }),
    step(1, 'unlink', 'app.log.1', { thread: 12 }),
  ],
  dates: [
    open(0),
    write(0, 51),
    rename(1, live, second(1)),
    open(1),
    write(1, 51),
    rename(0, live, second(2)),
    open(0),
    write(0, 51),
    rename(1, live, second(3)),
    step(0, 'unlink', second(1), {}),
  ],
  'renamed-while-held': [
    open(0),
    rename(1, live, 'app.log.1'),
    open(1),
    { ...write(0, 51), now: 'app.log.1' },
    write(1, 51),
    step(1, 'unlink', 'app.log.1', {}),
    { ...write(0, 102, 'app.log.1'), now: 'app.log.1 (deleted)' },
  ],
  'there-before': [
    stat(0, '.', 80),
    stat(0, live, 102),
    step(0, 'open', live, { flags: 'O_WRONLY|O_APPEND', result: { value: 0, size: 102 } }),
    write(0, 153),
    rename(0, live, 'app.log.1'),
    step(1, 'link', 'app.log.1', { to: 'app.log.2' }),
    open(1),
    { ...write(1, 51), now: 'app.log (deleted)' },
    write(1, 60, '/elsewhere/app.log'),
  ],
  'many-files': Array.from({ length: 6 }, (_, index) => open(0, index === 0 ? live : `app.log.${index}`, 1000 * index)),
};

function execution(events: readonly GateEvent[]): Execution {
  const processes = Math.max(2, ...traceOf({ events }).map(({ process }) => process + 1));
  return handBuilt({ files: {}, scenario: { processes }, events });
}

describe('the interleaving', () => {
  test.each(Object.entries(traces))('reads as it stands in golden/interleaving-%s.txt', async (name, trace) => {
    await expect(`${interleaving(execution(trace))}\n`).toMatchFileSnapshot(`golden/interleaving-${name}.txt`);
  });

  test.each(Object.entries(traces))('of %s keeps to 100 columns', (_, trace) => {
    const widths = interleaving(execution(trace))
      .split('\n')
      .map((row) => row.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
  });

  test('begins with the log where it was there before, with a mode that was asked for', () => {
    const there = handBuilt({
      files: {},
      scenario: { mode: 0o600 },
      events: [stat(0, live, 0), rename(0, live, 'app.log.1')],
    });
    const [, before, after] = interleaving(there).split('\n');
    expect(before).toMatch(/ app\.log 0$/);
    expect(after).toMatch(/ \.1 0$/);
  });

  test('has one size for all names of a file, and none where nobody saw how much was copied', () => {
    const events = [
      open(0),
      step(0, 'link', live, { to: 'app.log.1' }),
      write(0, 51),
      open(0, 'app.log.2'),
      step(0, 'copy', 'app.log.2', { result: { unseen: true } }),
    ];
    const rows = interleaving(execution(events)).split('\n');
    expect(rows[3]).toMatch(/ app\.log 51, \.1 51$/);
    expect(rows[5]).toMatch(/ app\.log 51, \.1 51, \.2 \?$/);
  });

  test('shows every step of every process, in a column of its own, or counts it among the looks', () => {
    for (const trace of Object.values(traces)) {
      const rows = interleaving(execution(trace)).split('\n').slice(1);
      const folded = rows.flatMap((row) => /… (\d+) looks/.exec(row)?.[1] ?? []).map(Number);
      expect(rows.length + folded.reduce((sum, looks) => sum + looks - 1, 0)).toBe(trace.length);
    }
  });

  test('marks explaining steps, which no fold hides, and shows the clock where it moves', async () => {
    const trace = traces['looks-folded'] ?? [];
    const moved = (byMs: number): GateEvent => ({ kind: 'ticked', byMs });
    const events = [...trace.slice(0, 2), moved(700), moved(300.5), ...trace.slice(2), moved(1)];
    const lines = interleavingLines(execution(events), [5, 15]);
    expect(lines.filter(isMarked).map((line) => /\d+/.exec(line)?.[0])).toEqual(['5', '15']);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('golden/interleaving-explaining.txt');
  });
});
