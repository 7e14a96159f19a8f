import { InvalidArgumentError } from 'commander';
import type { Left } from '../search/request.js';
import type { Bounds, Budget } from '../search/verdict.js';

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `10s`, `2m` or `1h` as a time, and a number alone as so many executions. */
export function parseBudget(text: string): Budget {
  const [, number = '', unit] = /^(\d{1,9})([smh])?$/.exec(text) ?? [];
  const count = Number(number);
  if (count === 0) throw new InvalidArgumentError('It must be a time, like 30s or 2m, or a number of executions.');
  return unit === undefined ? { executions: count } : { seconds: count * (seconds[unit] ?? 1) };
}

/** When, on the steady clock, the parts of a whole command end. A budget in executions sets no time. */
export interface Timetable {
  readonly startMs: number;
  readonly budget: Budget;
}

/** What a search gets of a command's budget, and within which bounds it does all else. */
export interface Share {
  readonly budget: Budget;
  readonly bounds: Bounds;
}

/**
 * A command as a whole ends within 1.2 times its budget and three seconds. Shrinking, explaining and seeing again may take
 * somewhat longer than the budget, so that what is found last is pursued, too; what is under way then is broken off, which
 * leaves the rest for ending processes and for printing. Where even that takes too long, the command leaves as on Ctrl-C; and it
 * is ended where it does not come to do so.
 */
const latest = {
  shrink: { times: 1.04, plusMs: 300 },
  end: { times: 1.08, plusMs: 500 },
  leave: { times: 1.15, plusMs: 1500 },
  last: { times: 1.17, plusMs: 2300 },
};
export const usualBudget: Budget = { seconds: 30 };
/** As three seconds are to a time, so many executions are to their number. */
const moreExecutions = { times: 0.2, plus: 300 };
/** One process alone has far fewer schedules than several together. */
const alone = { look: 1 / 4, shrink: { times: 0.45, plusMs: 500 } };
/** What is drawn for one process alone comes last, and has a quarter of the time, too. */
const together = { look: 3 / 4, shrink: latest.shrink };

/** When, on the steady clock, all that a command does must have ended, but for ending processes and printing. */
export function endOf(timetable: Timetable): number {
  return after(timetable, latest.end);
}

/** When, on the steady clock, it leaves whatever still goes on. */
export function leaveOf(timetable: Timetable): number {
  return after(timetable, latest.leave);
}

/** When, on the steady clock, it is ended from outside, since it has come to neither. */
export function lastOf(timetable: Timetable): number {
  return after(timetable, latest.last);
}

/** How much of a budget in time is left; Infinity where there is none. */
export function leftOf(timetable: Timetable, nowMs: number): number {
  return Math.max(0, after(timetable, { times: 1, plusMs: 0 }) - nowMs);
}

/** The whole of a command's budget, of which some has passed. */
export function shareOfAll(timetable: Timetable, nowMs: number): Share {
  return shareOf(timetable, nowMs, { look: 1, shrink: latest.shrink });
}

/** What one process may take of a budget that it shares with several together: of a time, a part of what is left once all have started. */
export function shareAlone(timetable: Timetable, nowMs: number): Share {
  const { budget, bounds } = shareOf(timetable, nowMs, alone);
  if (budget.seconds === undefined) return { budget, bounds };
  const leftMs = leftOf(timetable, nowMs);
  return {
    budget: { ...budget, seconds: (leftMs / 1000) * alone.look },
    bounds: { ...bounds, shrinkMs: Math.max(bounds.shrinkMs, nowMs + leftMs * alone.shrink.times) },
  };
}

/** What is left for one process when all that comes before scenarios are drawn for it is over. */
export function leftAlone(timetable: Timetable, nowMs: number): Left {
  const { seconds: time } = timetable.budget;
  if (time === undefined) return { bounds: shareAlone(timetable, nowMs).bounds };
  const { budget, bounds } = shareOfAll(timetable, nowMs);
  return { seconds: Math.min(budget.seconds ?? 0, time * alone.look), bounds };
}

/**
 * What several may take of it.
 * @param isLast whether there is nothing that comes behind.
 */
export function shareTogether(timetable: Timetable, nowMs: number, isLast: boolean): Share {
  const { budget, bounds } = isLast ? shareOfAll(timetable, nowMs) : shareOf(timetable, nowMs, together);
  const { executions } = timetable.budget;
  if (executions === undefined) return { budget, bounds };
  const rest = Math.max(1, executions - Math.ceil(executions * alone.look));
  return { budget: { ...budget, executions: rest }, bounds: { ...bounds, more: moreThan(rest) } };
}

function shareOf(
  timetable: Timetable,
  nowMs: number,
  { look, shrink }: { readonly look: number; readonly shrink: Moment },
): Share {
  const { executions: all, seconds: time } = timetable.budget;
  const executions = all === undefined ? undefined : Math.ceil(all * look);
  const lookMs = after(timetable, { times: look, plusMs: 0 }) - nowMs;
  return {
    budget: {
      ...(executions !== undefined && { executions }),
      ...(time !== undefined && { seconds: Math.max(0, lookMs / 1000) }),
    },
    bounds: {
      more: executions === undefined ? Infinity : moreThan(executions),
      shrinkMs: after(timetable, shrink),
      endMs: endOf(timetable),
    },
  };
}

function moreThan(executions: number): number {
  return Math.ceil(executions * moreExecutions.times) + moreExecutions.plus;
}

/** A timer can't be set for longer. */
export const mostTimerMs: number = 2 ** 31 - 1;

interface Moment {
  readonly times: number;
  readonly plusMs: number;
}

function after({ startMs, budget: { seconds: time = Infinity } }: Timetable, { times, plusMs }: Moment): number {
  return startMs + time * 1000 * times + plusMs;
}
