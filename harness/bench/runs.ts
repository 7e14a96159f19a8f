import { fromEnvironment } from '../property/settings.js';

/** How often a bench repeats what it measures: `LOGTORTURE_RUNS`, or else what is usual for it. */
export function runsOr(usual: number): number {
  return fromEnvironment('runs') ?? usual;
}

/** So many seeds: 1, 2, 3 … */
export function seedsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
