import { describe, expect, test } from 'vitest';
import type { ProcessEnd } from '../execution/execution.js';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { noError } from './no-error.js';

const messages = (stated: Partial<HandBuilt>): string[] =>
  noError.check(handBuilt({ files: { 'app.log': [line(0, 0)] }, ...stated })).map(({ message }) => message);
const endingWith = (end: ProcessEnd): string[] => messages({ processes: [{ process: 1, end, stderr: '' }] });

describe('there is no error', () => {
  test('when every record was acknowledged and every process closed its log in silence', () => {
    expect(messages({})).toEqual([]);
  });

  test('when records are missing: another claim tells that', () => {
    expect(messages({ files: {}, acknowledged: [] })).toEqual([]);
  });

  test('when a process that leaves early exits with status 0', () => {
    expect(endingWith({ kind: 'exited', exitCode: 0, signal: undefined })).toEqual([]);
  });
});

describe('there is an error', () => {
  test('when a record was refused', () => {
    expect(messages({ refused: [[0, 1, 'ENOSPC: no space left on device, write']] })).toEqual([
      'p0 refused its record 1: ENOSPC: no space left on device, write',
    ]);
  });

  test('when a process printed on stderr, of which the last line is shown', () => {
    const stderr = 'Traceback (most recent call last):\n  File "app.py", line 1\nFileNotFoundError: app.log.1\n\n';
    expect(messages({ processes: [{ process: 0, end: { kind: 'closed' }, stderr }] })).toEqual([
      'p0 printed on stderr: FileNotFoundError: app.log.1',
    ]);
  });

  test.each([
    ['warning: SyntaxError: no JSON\n    at parse (log.js:1:2)\n', 'warning: SyntaxError: no JSON'],
    ['it broke\n    at parse (log.js:1:2)\n', 'it broke'],
  ])('when it printed %j, without where that was thrown', (stderr, shown) => {
    expect(messages({ processes: [{ process: 0, end: { kind: 'closed' }, stderr }] })).toEqual([
      `p0 printed on stderr: ${shown}`,
    ]);
  });

  test('when a process left early with another status than 0, or by a signal', () => {
    expect(endingWith({ kind: 'exited', exitCode: 3, signal: undefined })).toEqual([
      'p1 closed its log, then ended with exit status 3.',
    ]);
    expect(endingWith({ kind: 'exited', exitCode: undefined, signal: 'SIGSEGV' })).toEqual([
      'p1 closed its log, then ended with SIGSEGV.',
    ]);
  });

  test('when a process died, even with status 0', () => {
    expect(endingWith({ kind: 'died', exitCode: 0, signal: undefined })).toEqual([
      'p1 ended with exit status 0 before it had closed its log.',
    ]);
    expect(endingWith({ kind: 'died', exitCode: undefined, signal: 'SIGKILL' })).toEqual([
      'p1 ended with SIGKILL before it had closed its log.',
    ]);
    expect(endingWith({ kind: 'died', exitCode: undefined, signal: undefined })).toEqual([
      'p1 ended with no status before it had closed its log.',
    ]);
  });

  test('when a process hung', () => {
    expect(endingWith({ kind: 'hung', silentMs: 1500, doing: 'asleep in futex_wait_queue' })).toEqual([
      'p1 said nothing for 1.5 s and was killed; it was asleep in futex_wait_queue.',
    ]);
  });

  test('when a process said what the protocol does not allow', () => {
    expect(endingWith({ kind: 'garbled', problem: 'answered record 0 twice' })).toEqual([
      'p1 answered record 0 twice, and was killed.',
    ]);
  });

  test('for each process, in its order, all of what happened', () => {
    const died: ProcessEnd = { kind: 'died', exitCode: 1, signal: undefined };
    const processes = [
      { process: 0, end: { kind: 'closed' } as const, stderr: 'late\n' },
      { process: 1, end: died, stderr: 'Error: no\n' },
    ];
    expect(messages({ processes, refused: [[1, 0, 'no']] })).toEqual([
      'p1 refused its record 0: no',
      'p0 printed on stderr: late',
      'p1 ended with exit status 1 before it had closed its log.',
      'p1 printed on stderr: Error: no',
    ]);
  });
});
