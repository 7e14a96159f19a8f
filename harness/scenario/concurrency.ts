import type { Scenario } from './scenario.js';

/** Whether one process writes a log, or two and more do. */
export const concurrencies = ['alone', 'together'] as const;
export type Concurrency = (typeof concurrencies)[number];

export function concurrencyOf({ processes, several }: Pick<Scenario, 'processes' | 'several'>): Concurrency {
  return processes === 1 && several !== true ? 'alone' : 'together';
}
