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

  test.each([
    ['what it does', 'on standard output: opening app.log\non standard output: \n'],
    ['when it does it', 'on standard output: opened\non standard output:   at 12:00:00\n'],
    ['what it does when there is an error', 'on standard output: onError: ignore, LOG_EEXIST: keep\n'],
  ])('when a module printed on standard output %s', (_, stderr) => {
    expect(messages({ processes: [{ process: 1, end: { kind: 'closed' }, stderr }] })).toEqual([]);
  });

  test('when a process that leaves early exits with status 0', () => {
    expect(endingWith({ kind: 'exited', exitCode: 0, signal: undefined })).toEqual([]);
  });

  test('when a writer says that it does not take records that are no plain ASCII', () => {
    const stderr = 'a record is one line\n';
    const asked: Partial<HandBuilt> = {
      refused: [[0, 1, 'a record is one line']],
      processes: [{ process: 0, end: { kind: 'closed' }, stderr }],
    };
    expect(messages({ ...asked, scenario: { content: 'line-breaks' } })).toEqual([]);
    expect(messages(asked)).toHaveLength(2);
  });
});

describe('a service, which is asked to end,', () => {
  const asked: ProcessEnd = { kind: 'ended', exitCode: 0, signal: undefined, asked: true };
  const said = (stderr: string): string[] => messages({ processes: [{ process: 0, end: asked, stderr }] });

  test.each([
    '[2026-01-01 00:00:00 +0000] [812] [INFO] Shutting down: Master\n',
    '*** Starting uWSGI ***\ngoodbye to uWSGI.\n',
    'Warning: it should not run as root\n',
    'level=info errors=0 msg="error budget left"\n',
    '127.0.0.1:49408 [200]: GET /error\n',
  ])('may print on stderr %j', (stderr) => {
    expect(said(stderr)).toEqual([]);
  });

  test.each([
    ['[2026-01-01 00:00:00] [812] [ERROR] Worker (pid:813) has gone', 'a level'],
    ['[alert] 812#812: worker process 813 exited on signal 9', 'a level in small letters'],
    ['{"level":"fatal","msg":"the log has gone"}', 'a level in JSON'],
    ['time=0 level=error msg="the log has gone"', 'a level after an equals sign'],
    ['panic: runtime error: index out of range', 'a panic'],
    ['FileNotFoundError: [Errno 2] No such file or directory', 'an error'],
    ['rename failed: ENOENT', 'the code of one'],
  ])('may not print %j, which tells %s', (stderr) => {
    expect(said(`starting\n${stderr}\nending\n`)).toEqual([`p0 printed on stderr: ${stderr}`]);
  });

  test.each([
    [{ exitCode: undefined, signal: 'SIGTERM' }, []],
    [{ exitCode: 143, signal: undefined }, []],
    [{ exitCode: 1, signal: undefined }, ['p0 ended with exit status 1 when it was asked to end by SIGTERM.']],
  ])('may end as %j: %j', (end, told) => {
    expect(messages({ processes: [{ process: 0, end: { ...asked, ...end }, stderr: 'ending\n' }] })).toEqual(told);
  });
});

describe('there is an error', () => {
  test('when a process printed on stderr, whatever it printed beside it', () => {
    const stderr = 'on standard output: opened\nENOSPC: no space\non standard output: closed\n';
    expect(messages({ processes: [{ process: 1, end: { kind: 'closed' }, stderr }] })).toEqual([
      'p1 printed on stderr: ENOSPC: no space',
    ]);
  });

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

  test.each([
    ['an error', 'opened\n[log] no settings SyntaxError: no JSON\nclosed\n', '[log] no settings SyntaxError: no JSON'],
    [
      'an error with a code',
      'TypeError [ERR_INVALID_ARG_TYPE]: no text\n',
      'TypeError [ERR_INVALID_ARG_TYPE]: no text',
    ],
    ['the code of one', 'could not rename: EXDEV\n', 'could not rename: EXDEV'],
    ['where one was thrown', 'opened\nit broke\n    at parse (log.js:1:2)\n', 'it broke'],
  ])('when a module printed on standard output %s', (_, printed, shown) => {
    const stderr = printed.replaceAll(/^(?=.)/gm, 'on standard output: ');
    expect(messages({ processes: [{ process: 0, end: { kind: 'closed' }, stderr }] })).toEqual([
      `p0 printed on stdout: ${shown}`,
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
