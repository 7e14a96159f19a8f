import type { Scenario } from './scenario.js';

/** Whether one process writes a log, or two and more do. */
export const concurrencies = ['alone', 'together'] as const;
export type Concurrency = (typeof concurrencies)[number];

export function concurrencyOf({ processes }: Pick<Scenario, 'processes'>): Concurrency {
  return processes === 1 ? 'alone' : 'together';
}
