import { describe, expect, test } from 'vitest';
import type { HeldStep } from '../gate/index.js';
import { anchorInWords, newAnchors, sameAnchor } from './anchor.js';
import { parseSchedule, undisturbedSchedule, type Schedule } from './schedule.js';

const schedule: Schedule = {
  preemptions: [
    { before: { process: 0, call: 'stat', path: 'app.log.1', occurrence: 2 }, run: 1 },
    { before: { process: 1, call: 'write', occurrence: 1 }, run: 1, thread: 7 },
  ],
  faults: [
    { kind: 'tick', before: { process: 0, call: 'open', path: 'app.log', occurrence: 1 }, byMs: 0.5 },
    { kind: 'kill', when: 'before', at: { process: 1, call: 'write', path: 'app.log', occurrence: 1 } },
    { kind: 'kill', when: 'within', bytes: 4096, at: { process: 1, call: 'write', path: 'app.log', occurrence: 1 } },
    { kind: 'error', error: 'ENOSPC', at: { process: 1, call: 'write', path: 'app.log', occurrence: 1 } },
    { kind: 'short-write', bytes: 25, at: { process: 1, call: 'write', path: 'app.log', occurrence: 1 } },
    { kind: 'no-space', bytes: 0, steps: 2, at: { process: 1, call: 'write', path: 'app.log', occurrence: 1 } },
  ],
};

describe('parseSchedule', () => {
  test.each([{ schedule }, { schedule: undisturbedSchedule }])('gives back what was written as JSON', (written) => {
    expect(parseSchedule(JSON.parse(JSON.stringify(written.schedule)))).toEqual(written.schedule);
  });

  test('takes a schedule without faults, as one types it', () => {
    expect(parseSchedule({ preemptions: [] })).toEqual(undisturbedSchedule);
  });

  test('lists every problem at once, each by its place', () => {
    const before = { process: -1, call: 'stat', occurrence: 0 };
    const read = (): Schedule =>
      parseSchedule({
        preemptions: [{ before, run: 'p1' }],
        faults: [{ kind: 'tick', byMs: -1 }, { kind: 'flood' }, { kind: 'kill', when: 'later' }],
        seed: 3,
      });
    expect(read).toThrow(/^The schedule can't be read: .*\.$/);
    for (const place of [
      'preemptions.0.before.process',
      'preemptions.0.before.occurrence',
      'preemptions.0.run',
      'faults.1.kind',
      'faults.2.when',
      'faults.0.before',
      'faults.0.byMs',
      'seed',
    ])
      expect(read).toThrow(place);
  });

  test.each([[[]], [null], ['{}'], [{}]])('refuses %j', (value) => {
    expect(() => parseSchedule(value)).toThrow("The schedule can't be read");
  });
});

describe('anchors', () => {
  const step = (process: number, call: HeldStep['call'], path?: string, thread = 0): HeldStep => ({
    process,
    thread,
    call,
    ...(path === undefined ? {} : { path }),
  });

  test('count the calls of each process, call and path by themselves', () => {
    const anchors = newAnchors();
    const taken = [step(0, 'stat', 'app.log'), step(0, 'stat', 'app.log'), step(1, 'stat', 'app.log'), step(0, 'sync')];
    for (const each of taken) anchors.taken(each);
    const occurrences = [
      step(0, 'stat', 'app.log'),
      step(1, 'stat', 'app.log'),
      step(0, 'open', 'app.log'),
      step(0, 'stat', 'app.log.1'),
      step(0, 'sync'),
    ].map((each) => anchors.of(each).occurrence);
    expect(occurrences).toEqual([3, 2, 1, 1, 2]);
  });

  test('count the threads of a process together', () => {
    const anchors = newAnchors();
    anchors.taken(step(0, 'write', 'app.log', 3));
    expect(anchors.of(step(0, 'write', 'app.log'))).toEqual({
      process: 0,
      call: 'write',
      path: 'app.log',
      occurrence: 2,
    });
  });

  test('a step that is looked at but not taken keeps its anchor', () => {
    const anchors = newAnchors();
    const held = step(1, 'sync');
    expect(anchors.of(held)).toEqual({ process: 1, call: 'sync', occurrence: 1 });
    expect(anchors.of(held).occurrence).toBe(1);
  });

  test('are the same when all of their parts are', () => {
    const anchor = { process: 0, call: 'stat', path: 'app.log', occurrence: 1 };
    expect(sameAnchor(anchor, { ...anchor })).toBe(true);
    for (const other of [{ process: 1 }, { call: 'open' }, { path: 'app.log.1' }, { occurrence: 2 }])
      expect(sameAnchor(anchor, { ...anchor, ...other })).toBe(false);
  });

  test.each([
    [1, 'first'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [112, '112th'],
    [122, '122nd'],
  ])('say occurrence %d as %s', (occurrence, word) => {
    expect(anchorInWords({ process: 0, call: 'stat', path: 'app.log.1', occurrence })).toBe(
      `p0's ${word} stat of app.log.1`,
    );
  });

  test('leave out the path that a call does not have', () => {
    expect(anchorInWords({ process: 2, call: 'sync', occurrence: 1 })).toBe("p2's first sync");
  });
});
