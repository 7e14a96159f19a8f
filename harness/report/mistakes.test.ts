import { expect, test } from 'vitest';
import { handBuilt, line } from '../claims/hand-built.js';
import type { Execution } from '../execution/execution.js';
import { mistakesIn } from './mistakes.js';

const fine = handBuilt({ files: { 'app.log': [line(0, 0)] }, scenario: { processes: 1, records: 1 } });
const found = (other: Partial<Execution>): string[] => mistakesIn({ ...fine, ...other });

test('a writer that answers and closes makes none, whatever it prints on stderr', () => {
  expect(found({ processes: [{ process: 0, end: { kind: 'closed' }, stderr: 'loaded\n' }] })).toEqual([]);
});

test('why the execution did not complete comes alone, with what was printed last on stderr', () => {
  const stderr = 'warning\nError: no such\n    at somewhere\n';
  const outcome = { kind: 'uncontrolled', process: 0, reason: 'it never closed; it had taken no step' } as const;
  expect(found({ outcome, processes: [{ process: 0, end: { kind: 'closed' }, stderr }] })).toEqual([
    'The execution ended as uncontrolled, because of p0: it never closed; it had taken no step. ' +
      'On stderr p0 printed "Error: no such".',
  ]);
});

test('what a module printed on standard output is told as that, and after what was printed on stderr', () => {
  const end = { kind: 'died', exitCode: 3, signal: undefined } as const;
  const mistake = (stderr: string): string[] => found({ processes: [{ process: 0, end, stderr }] });
  const output = 'on standard output: loaded\n';
  expect(mistake(output).join('')).toMatch(/On stdout p0 printed "loaded"\.$/);
  expect(mistake(`no settings\n${output}`).join('')).toMatch(/On stderr p0 printed "no settings"\.$/);
});

test('a process that died is told with how, after how many answers, and its last step', () => {
  const end = { kind: 'died', exitCode: undefined, signal: 'SIGABRT' } as const;
  expect(found({ processes: [{ process: 0, end, stderr: '' }] })).toEqual([
    'p0 ended with SIGABRT before it had closed its log, after 1 answer; it had taken no step.',
  ]);
});

test('a record that is refused although nothing has failed is told with the reason', () => {
  const refused = (sequence: number) => ({ kind: 'fail', process: 0, sequence, message: 'not today' }) as const;
  expect(found({ history: [refused(0)] })).toEqual(['p0 refused record 0, although nothing had failed: "not today".']);
  expect(found({ history: [refused(0), refused(1), refused(2)] })).toEqual([
    'p0 refused record 0, although nothing had failed: "not today", and 2 other records.',
  ]);
});

test('a log that is written elsewhere is told apart from a lost record', () => {
  expect(found({ files: [] })).toEqual([
    'All records were acknowledged, but none was written as it was given into the directory of the file that the order names: no file there holds one.',
  ]);
});
