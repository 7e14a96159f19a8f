import { InvalidArgumentError } from 'commander';
import type { Budget } from '../search/verdict.js';

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Reads `10s`, `2m` or `1h` as a time, and a number alone as so many executions. */
export function parseBudget(text: string): Budget {
  const [, number = '', unit] = /^(\d{1,9})([smh])?$/.exec(text) ?? [];
  const count = Number(number);
  if (count === 0) throw new InvalidArgumentError('It must be a time, like 30s or 2m, or a number of executions.');
  return unit === undefined ? { executions: count } : { seconds: count * (seconds[unit] ?? 1) };
}

/** What one process may take of a budget that it shares with several together, which have far more schedules. */
export function shareAlone({ executions, seconds: time }: Budget): Budget {
  return {
    ...(executions !== undefined && { executions: quarter(executions) }),
    ...(time !== undefined && { seconds: time / 4 }),
  };
}

/** What is left of it after that. */
export function shareTogether({ executions, seconds: time }: Budget, elapsedMs: number): Budget {
  return {
    ...(executions !== undefined && { executions: Math.max(1, executions - quarter(executions)) }),
    ...(time !== undefined && { seconds: Math.max(0, time - elapsedMs / 1000) }),
  };
}

function quarter(executions: number): number {
  return Math.ceil(executions / 4);
}
