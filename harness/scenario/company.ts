import type { Scenario } from './scenario.js';

/** Whether one process writes a log, or two and more do. */
export const companies = ['alone', 'together'] as const;
export type Company = (typeof companies)[number];

export function companyOf({ processes }: Pick<Scenario, 'processes'>): Company {
  return processes === 1 ? 'alone' : 'together';
}
