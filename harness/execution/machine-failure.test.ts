import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';
import type { Step } from '../gate/index.js';
import { machineFailureIn, mayHaveLackedRoom } from './machine-failure.js';

const write: Step = {
  kind: 'step',
  process: 0,
  thread: 0,
  call: 'write',
  path: 'app.log',
  bytes: 41,
  result: { value: 41, size: 41 },
  footprint: [],
};
const refused: Step = { ...write, result: { error: 'ENOSPC' } };
const failed = (stated: Partial<HandBuilt>): string | undefined =>
  machineFailureIn(handBuilt({ files: { 'app.log': [line(0, 0)] }, ...stated }))?.failed;
const saying = (stderr: string): Partial<HandBuilt> => ({
  processes: [{ process: 1, end: { kind: 'closed' }, stderr }],
});

describe('the machine failed', () => {
  test('where a step did that no schedule asked to fail', () => {
    expect(failed({ events: [write, refused] })).toBe("p0's write app.log = ENOSPC");
  });

  test.each([
    'sh: 1: Cannot fork\nbash: fork: retry: Resource temporarily unavailable',
    "RuntimeError: can't start new thread",
    'node[9519]: pthread_create: Resource temporarily unavailable',
    "OSError: [Errno 24] Too many open files: 'app.log'",
    'Error: ENOSPC: no space left on device, write',
    'MemoryError: Cannot allocate memory',
  ])('where a process said %j', (stderr) => {
    expect(failed(saying(stderr))).toMatch(/^p1 said /);
  });
});

describe('the machine did not fail', () => {
  test.each<[string, Partial<HandBuilt>]>([
    ['where all went well', { events: [write] }],
    ['where a step failed for what the writer did', { events: [{ ...write, result: { error: 'ENOENT' } }] }],
    ['where a lock was not to be had', saying('BlockingIOError: [Errno 11] Resource temporarily unavailable')],
    [
      'where a worker could not write at once',
      saying('Error in worker thread: EAGAIN: resource temporarily unavailable, write'),
    ],
    ['where the schedule had a step fail', { events: [{ ...refused, imposed: true }], ...saying('ENOSPC: no space') }],
  ])('%s', (_, stated) => {
    expect(failed(stated)).toBeUndefined();
  });
});

test('there may have been no room for a write that fell short, unless the schedule asked for it', () => {
  const short: Step = { ...write, result: { value: 7, size: 7 } };
  const lacked = (step: Step): boolean => mayHaveLackedRoom(handBuilt({ files: {}, events: [step] }));
  expect([lacked(write), lacked(short), lacked({ ...short, imposed: true })]).toEqual([false, true, false]);
});
