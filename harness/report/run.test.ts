import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';
import { anew, appending, machine } from '../execution/hand-built.js';
import { resultOf, type RunResult } from './run-result.js';
import { executionInWords, runsInWords } from './run.js';

const everyLine = [line(0, 0), line(1, 0), line(0, 1), line(1, 1)];

const traceback = `--- Logging error ---
Traceback (most recent call last):
  File "/usr/lib/python3.11/logging/handlers.py", line 74, in emit
    self.doRollover()
  File "/usr/lib/python3.11/logging/handlers.py", line 179, in doRollover
    self.rotate(self.baseFilename, dfn)
FileNotFoundError: [Errno 2] No such file or directory: 'app.log' -> 'app.log.1', which another process has renamed before
Call stack:
  File "handlers.py", line 102, in <module>
Message: 'p1r0'
Arguments: ()
`;

/** One report each, by the name of its golden text. */
const executions: Readonly<Record<string, HandBuilt>> = {
  clean: { files: { 'app.log.1': everyLine.slice(0, 2), 'app.log': everyLine.slice(2) }, milliseconds: 12.3 },
  'written-elsewhere': { files: {} },
  refused: {
    files: { 'app.log': [line(0, 0)] },
    acknowledged: [[0, 0]],
    refused: [
      [0, 1, 'not today'],
      [1, 0, 'no'],
      [1, 1, 'never'],
    ],
  },
  lost: {
    files: { 'app.log.1': [line(0, 3), line(0, 4), line(0, 7)], 'app.log': [line(2, 0), line(2, 9)] },
    scenario: { processes: 3, records: 10 },
    milliseconds: 1234,
  },
  'lost-many-ranges': {
    files: { 'app.log': Array.from({ length: 20 }, (_, index) => line(0, 2 * index)) },
    scenario: { processes: 1, records: 40 },
  },
  torn: {
    files: {
      'app.log': [
        line(0, 0).slice(0, 27),
        line(0, 0).slice(27),
        line(0, 1).slice(0, 27) + line(1, 0) + line(0, 1).slice(27),
        line(1, 1),
        '',
        '',
        '',
      ],
    },
  },
  duplicated: { files: { 'app.log': [...everyLine, line(0, 0), line(1, 1), line(1, 1)] } },
  unexpected: {
    files: {
      'app.log.1.gz': { text: '', damaged: 'unexpected end of file' },
      'app.log': [...everyLine, '\0\0', 'garbage'],
    },
  },
  traceback: {
    files: { 'app.log': everyLine },
    processes: [
      { process: 0, end: { kind: 'closed' }, stderr: '(node:4711) Warning: the log is slow\n'.repeat(3) },
      { process: 1, end: { kind: 'closed' }, stderr: traceback + traceback.replace('p1r0', 'p1r1') },
    ],
  },
  'much-on-stderr': {
    files: { 'app.log': everyLine },
    processes: [
      {
        process: 0,
        end: { kind: 'closed' },
        stderr: Array.from({ length: 17 }, (_, index) => `complaint ${'x'.repeat(index + 1)}\n`).join(''),
      },
    ],
  },
  'ended-otherwise': {
    files: { 'app.log': [line(4, 0), line(5, 0)] },
    scenario: { processes: 6, records: 1 },
    acknowledged: [
      [4, 0],
      [5, 0],
    ],
    processes: [
      { process: 0, end: { kind: 'died', exitCode: 1, signal: undefined }, stderr: 'Error: the disk is full\n' },
      { process: 1, end: { kind: 'died', exitCode: undefined, signal: 'SIGSEGV' }, stderr: '' },
      { process: 2, end: { kind: 'hung', silentMs: 10_000, doing: 'asleep in futex_wait_queue' }, stderr: '' },
      {
        process: 3,
        end: {
          kind: 'garbled',
          problem: 'printed "ready \\"now\\"" on stdout, which is no answer of the command protocol',
        },
        stderr: '',
      },
      { process: 4, end: { kind: 'exited', exitCode: 0, signal: undefined }, stderr: '' },
      { process: 5, end: { kind: 'exited', exitCode: 3, signal: undefined }, stderr: '' },
    ],
    outcome: { kind: 'uncontrolled', process: 2, reason: 'it said nothing for 10 s, asleep in futex_wait_queue' },
  },
};

describe('executionInWords', () => {
  test.each(Object.entries(executions))('tells what became of the records: %s', async (name, stated) => {
    await expect(`${executionInWords(handBuilt(stated))}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
  });
});

describe('runsInWords', () => {
  const losing = (records: number): RunResult =>
    resultOf(handBuilt({ files: { 'app.log': [] }, scenario: { processes: 1, records } }));

  test('counts the runs with a loss, and tells the spread', () => {
    expect(runsInWords([losing(0), losing(7), losing(112)])).toBe(
      '2 of 3 runs with a loss; records missing: minimum 0, median 7, maximum 112',
    );
  });

  test('speaks of one run as one', () => {
    expect(runsInWords([losing(0)])).toBe('0 of 1 run with a loss; records missing: minimum 0, median 0, maximum 0');
  });
});

test('of a program as it is, lines are told that were to go, and are none of those that are missing', () => {
  const execution = machine(
    (it) => {
      for (const text of ['one', 'two', 'three']) {
        it.rename({ process: 0 }, 'app.log', 'app.log.1');
        it.write({ process: 0 }, it.open({ process: 0 }, 'app.log', appending), `${text}\n`);
      }
      it.open({ process: 1 }, 'app.log', anew);
    },
    { files: 'app.log*' },
  );
  expect(stripVTControlCharacters(executionInWords(execution))).toBe(
    '1/3 lines are missing (0.00 s, 2 files)\n  p0 misses 2\n  1 line went with app.log.1, which may be removed',
  );
});
