import { describe, expect, test } from 'vitest';
import type { GateEvent, Step } from '../gate/index.js';
import type { Scenario } from '../scenario/scenario.js';
import { hadTimeToFollow, rotatedOnce, rotatesAgain, toldSomebody, writtenAfterRemoval } from './second-rotation.js';

const scenario: Scenario = {
  processes: 1,
  records: 6,
  recordBytes: [50],
  rotation: { kind: 'none' },
  logrotate: 'create',
  logrotateAgain: 'remove',
};

function step(process: number, call: Step['call'], inode: number): Step {
  return {
    kind: 'step',
    process,
    thread: 0,
    call,
    path: 'app.log',
    footprint: [{ object: `inode:${inode}`, access: 'write' }],
    result: { value: 51 },
  };
}

function prints(process: number, ...lines: readonly string[]): GateEvent {
  return { kind: 'printed', process, stream: 'stdout', text: lines.map((line) => `${line}\n`).join(''), cut: false };
}

/** A record that is written into a file and acknowledged. */
const record = (sequence: number, inode = 1): GateEvent[] => [step(0, 'write', inode), prints(0, `ok ${sequence}`)];
const once = prints(1, rotatedOnce);
const again = prints(1, rotatesAgain);
const removal = step(1, 'unlink', 1);

describe('a process had time to follow a rotation', () => {
  const had = (...events: readonly (GateEvent | GateEvent[])[]): boolean =>
    hadTimeToFollow({ scenario, events: events.flat() });

  test('when three of its records were acknowledged before the next one', () => {
    expect(had(record(0), once, record(1), record(2), record(3), again, removal, record(4))).toBe(true);
    expect(had(record(0), once, record(1), record(2), again, removal, record(3))).toBe(false);
  });

  test('when it writes no more, has only begun after the first rotation, or there is no second', () => {
    expect(had(record(0), once, again, removal)).toBe(true);
    expect(had(once, record(0), again, record(1))).toBe(true);
    expect(had(record(0), once, record(1))).toBe(true);
  });

  test('but not where it was told by a signal and never pauses', () => {
    const events = [record(0), prints(1, toldSomebody), once, record(1), record(2), record(3), again].flat();
    expect(hadTimeToFollow({ scenario, events })).toBe(false);
    expect(hadTimeToFollow({ scenario: { ...scenario, pausesMs: [1000] }, events })).toBe(true);
  });
});

test('what was written into a file that had been removed is told from what was in it', () => {
  const events = [record(0), removal, record(1), record(2, 2), record(3)].flat();
  const isLate = writtenAfterRemoval({ scenario, events });
  expect([0, 1, 2, 3].map((sequence) => isLate({ process: 0, sequence }))).toEqual([false, true, false, true]);
});
