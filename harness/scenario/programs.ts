import fc from 'fast-check';
import { programScenario, type Program } from './program-scenario.js';
import type { Scenario } from './scenario.js';
import { withSizes } from './sizes.js';

/** What `programs` may be narrowed to. */
export interface ProgramBounds {
  /** How many copies of it are started; default: 1 to 3. */
  readonly processes?: { readonly min?: number; readonly max?: number };
  /** How many lines each is told to write, where it is told that; default: 1 to 4. */
  readonly records?: { readonly min?: number; readonly max?: number };
}

/** Scenarios for a program as it is, shrinking towards the fewest copies of it and the fewest lines. */
export function programs(
  program: Program,
  { processes = {}, records = {} }: ProgramBounds = {},
): fc.Arbitrary<Scenario> {
  const within = ({ min = 1, max }: { readonly min?: number; readonly max?: number }, usual: number) =>
    fc.integer({ min, max: max ?? Math.max(min, usual) });
  return fc
    .record({ processes: within(processes, 3), records: within(records, 4) })
    .map((size) => withSizes(programScenario(program, size), program.sizes));
}
