import { expect, test } from 'vitest';
import type { Schedule } from '../schedule/schedule.js';
import { scheduleInWords } from './schedule.js';

const schedule: Schedule = {
  preemptions: [
    { before: { process: 0, call: 'rename', path: 'app.log', occurrence: 2 }, run: 1, thread: 4 },
    { before: { process: 1, call: 'write', occurrence: 1 }, run: 0 },
  ],
  faults: [],
};

test('a schedule names the thread that goes on, where threads are told apart', () => {
  expect(scheduleInWords(schedule, true)).toEqual([
    "before p0's 2nd rename of app.log, thread 4 of p1 goes on",
    "before p1's first write, p0 goes on",
  ]);
});

test('a schedule names processes alone, where they are not', () => {
  expect(scheduleInWords(schedule, false)).toEqual([
    "before p0's 2nd rename of app.log, p1 goes on",
    "before p1's first write, p0 goes on",
  ]);
});

test('a schedule without entries is the undisturbed order', () => {
  expect(scheduleInWords({ preemptions: [], faults: [] }, true)).toEqual(['the undisturbed order']);
});
