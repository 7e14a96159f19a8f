import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Counterexample } from '../counterexample/counterexample.js';
import { readCounterexample } from '../counterexample/file.js';
import { newDirectory } from '../processes/directory.js';
import { sizeLosesARecord } from '../search/hand-built.js';
import { writerNamed } from '../writers/index.js';
import { newFindings, type Findings } from './findings.js';

const directory = newDirectory();
afterAll(directory.remove);

const { claim, scenario } = sizeLosesARecord;
const withProcesses = (processes: number): Counterexample => ({
  ...sizeLosesARecord,
  scenario: { ...scenario, processes },
  notShrunkToTheEnd: true,
});

let number = 0;
let folder = '';
let file = '';
let alone = '';
let said: string[] = [];
let announced: string[] = [];
let findings: Findings;

function start(isAsked = true): void {
  const writer = writerNamed('size');
  if (writer === undefined) throw new Error('There is no writer size.');
  findings = newFindings({
    writer,
    seed: 1,
    folder,
    isAsked: () => isAsked,
    say: (text) => void said.push(text),
    announce: (text) => void announced.push(text),
  });
}

beforeEach(() => {
  folder = join(directory.path, String(number++));
  file = join(folder, claim, 'size.json');
  alone = join(folder, claim, 'size-alone.json');
  said = [];
  announced = [];
  start();
});

describe('a counterexample', () => {
  test('is kept and announced at once, kept again when it is smaller, and shown when it stays as it is', () => {
    findings.take({ counterexample: withProcesses(8), isFinal: false }, 'together');
    expect(readCounterexample(file)).toMatchObject({ scenario: { processes: 8 }, notShrunkToTheEnd: true });
    expect(announced).toEqual([
      `✗ size breaks no-record-lost: p0's record 0 was acknowledged, but it is in no file. Kept in ${file}. Is there a smaller one?`,
    ]);
    findings.take({ counterexample: withProcesses(4), isFinal: false }, 'together');
    expect(readCounterexample(file).scenario.processes).toBe(4);
    expect(said).toEqual([]);
    findings.take({ counterexample: sizeLosesARecord, isFinal: true }, 'together');
    expect(readCounterexample(file).notShrunkToTheEnd).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`npx logtorture replay ${file}`);
    expect(announced).toHaveLength(1);
  });

  test('is shown once, and says where it was not shrunk to the end', () => {
    findings.take({ counterexample: withProcesses(8), isFinal: true }, 'together');
    findings.take({ counterexample: withProcesses(8), isFinal: true }, 'together');
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/\nNot shrunk to the end: the budget was used up/);
  });

  test('is kept and not shown where the writer is not held to what it breaks', () => {
    start(false);
    findings.take({ counterexample: withProcesses(8), isFinal: false }, 'together');
    findings.take({ counterexample: sizeLosesARecord, isFinal: true }, 'together');
    expect(existsSync(file)).toBe(true);
    expect([...said, ...announced]).toEqual([]);
  });

  test('moves where one process is enough, and leaves what was there before as it was', () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'mine');
    findings.take({ counterexample: { ...withProcesses(8), writer: 'size' }, isFinal: false }, 'together');
    findings.take({ counterexample: withProcesses(1), isFinal: true }, 'together');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readCounterexample(alone).scenario.processes).toBe(1);
  });

  test('takes the place of all that earlier searches have found, but for what a person has written into', () => {
    const [second = '', third = ''] = [2, 3].map((ordinal) => file.replace('.json', `-${ordinal}.json`));
    for (const ordinal of [1, 2, 3])
      findings.take({ counterexample: withProcesses(2), ordinal, isFinal: true }, 'together');
    writeFileSync(third, readFileSync(third, 'utf8').replace('{', '{ "notes": "seen on a Friday",'));
    start();
    findings.take({ counterexample: sizeLosesARecord, isFinal: true }, 'together');
    findings.removeOlder(claim, 'alone');
    expect([file, second, third].map((each) => existsSync(each))).toEqual([true, true, true]);
    findings.removeOlder(claim, 'together');
    expect([file, second, third].map((each) => existsSync(each))).toEqual([true, false, true]);
  });

  test('stays where the search has found it again', () => {
    const second = file.replace('.json', '-2.json');
    findings.take({ counterexample: withProcesses(2), ordinal: 2, isFinal: true }, 'together');
    findings.removeOlder(claim, 'together');
    expect(existsSync(second)).toBe(true);
  });

  test('is told once where one process alone was found to break it before', () => {
    findings.take({ counterexample: withProcesses(1), isFinal: true }, 'alone');
    findings.take({ counterexample: withProcesses(2), isFinal: false }, 'together');
    const plain = withProcesses(1);
    findings.take({ counterexample: plain, isFinal: true }, 'together');
    expect(said).toHaveLength(1);
    expect(existsSync(file)).toBe(false);
    expect(findings.placeOf(plain)).toEqual({ file: alone });
  });
});
