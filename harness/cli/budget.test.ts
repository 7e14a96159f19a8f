import { describe, expect, test } from 'vitest';
import {
  endOf,
  lastOf,
  leaveOf,
  leftAlone,
  leftOf,
  parseBudget,
  shareAlone,
  shareOfAll,
  shareTogether,
} from './budget.js';

describe('a budget in time', () => {
  const timetable = { startMs: 5000, budget: { seconds: 60 } };

  test('ends within 1.2 times of it and three seconds, with time for ending and printing', () => {
    for (const seconds of [1, 5, 30, 60, 3600]) {
      const lasts = endOf({ startMs: 5000, budget: { seconds } }) - 5000;
      expect(lasts).toBeGreaterThan(seconds * 1000);
      expect(lasts).toBeLessThan(seconds * 1200 + 3000 - 1000);
    }
  });

  test('is left in any case before it may not be exceeded any more', () => {
    for (const seconds of [1, 5, 30, 60, 3600]) {
      const each = { startMs: 5000, budget: { seconds } };
      expect(leaveOf(each)).toBeGreaterThan(endOf(each) + 1000);
      // To leave takes less than a second.
      expect(leaveOf(each) + 1000).toBeLessThan(5000 + seconds * 1200 + 3000);
      // Whoever does not leave is ended.
      expect(lastOf(each)).toBeGreaterThan(leaveOf(each) + 600);
      expect(lastOf(each) + 500).toBeLessThan(5000 + seconds * 1200 + 3000);
    }
  });

  test('is told as what is left of it', () => {
    expect([5000, 60_000, 99_000].map((nowMs) => leftOf(timetable, nowMs))).toEqual([60_000, 5000, 0]);
    expect(leftOf({ startMs: 0, budget: { executions: 1 } }, 0)).toBe(Infinity);
  });

  test('looks for failures until it is over, whatever has passed before', () => {
    expect(shareOfAll(timetable, 15_000).budget).toEqual({ seconds: 50 });
    expect(shareOfAll(timetable, 99_000).budget).toEqual({ seconds: 0 });
  });

  test('gives one process a quarter, and several what that leaves', () => {
    expect(shareAlone(timetable, 6000).budget).toEqual({ seconds: 14.75 });
    expect(shareTogether(timetable, 9000, true).budget).toEqual({ seconds: 56 });
  });

  test('leaves a quarter to what is drawn for one process, where several need less than that leaves', () => {
    expect(shareTogether(timetable, 9000, false).budget).toEqual({ seconds: 41 });
    expect(leftAlone(timetable, 10_000)).toMatchObject({ seconds: 15 });
    expect(leftAlone(timetable, 58_000)).toMatchObject({ seconds: 7 });
  });

  test.each([6000, 40_000])(
    'leaves time to make smaller what is found last, and to end what is under way: %d',
    (nowMs) => {
      for (const share of [shareAlone, shareTogether, shareOfAll]) {
        const { budget, bounds } = share(timetable, nowMs, true);
        expect(bounds.shrinkMs).toBeGreaterThan(nowMs + (budget.seconds ?? 0) * 1000);
        expect(bounds.endMs).toBeGreaterThan(bounds.shrinkMs);
        expect(bounds.more).toBe(Infinity);
      }
      expect(shareAlone(timetable, 6000).bounds.shrinkMs).toBeLessThan(5000 + 30_000);
    },
  );
});

describe('a budget in executions', () => {
  const timetable = { startMs: 5000, budget: { executions: 400 } };

  test('sets no time', () => {
    const { budget, bounds } = shareOfAll(timetable, 6000);
    expect(budget).toEqual({ executions: 400 });
    expect(bounds).toEqual({ more: 380, shrinkMs: Infinity, endMs: Infinity });
  });

  test('is divided, of whatever little there is', () => {
    expect(shareAlone(timetable, 0).budget).toEqual({ executions: 100 });
    expect(leftAlone(timetable, 0)).toEqual({ bounds: shareAlone(timetable, 0).bounds });
    expect(shareTogether(timetable, 0, true)).toMatchObject({ budget: { executions: 300 }, bounds: { more: 360 } });
    const one = { startMs: 0, budget: { executions: 1 } };
    expect([shareAlone, shareTogether].map((share) => share(one, 0, true).budget.executions)).toEqual([1, 1]);
  });
});

test.each([
  ['30s', { seconds: 30 }],
  ['2m', { seconds: 120 }],
  ['400', { executions: 400 }],
])('%s is read as %j', (text, budget) => expect(parseBudget(text)).toEqual(budget));
