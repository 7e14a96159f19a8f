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
