import { programScenario, tickOf, type Program } from '../scenario/program-scenario.js';
import { withSizes } from '../scenario/sizes.js';
import type { Bounds } from '../schedulers/systematic.js';
import type { Condition } from './condition.js';
import type { Scope } from './small-scopes.js';

/** How many copies of a program there are, how many lines each is told to write, and how many of their schedules are gone through. */
interface Size {
  readonly processes: number;
  readonly records: number;
  readonly preemptions: number;
  /** How often the clock moves, for what sleeps or rotates by time, and where; default: never. */
  readonly ticks?: number;
  readonly ticksAt?: NonNullable<Bounds['ticksAt']>;
}

const usualPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 1, preemptions: 0 },
    { processes: 1, records: 3, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 1 },
    { processes: 2, records: 2, preemptions: 1 },
    { processes: 1, records: 1, preemptions: 1 },
  ],
  [
    { processes: 1, records: 2, preemptions: 2 },
    { processes: 2, records: 3, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 2 },
    { processes: 2, records: 2, preemptions: 2 },
    { processes: 3, records: 1, preemptions: 1 },
    { processes: 3, records: 2, preemptions: 1 },
    { processes: 2, records: 5, preemptions: 1 },
  ],
  [
    { processes: 1, records: 2, preemptions: 1, ticks: 1, ticksAt: 'writes' },
    { processes: 2, records: 1, preemptions: 1, ticks: 1, ticksAt: 'writes' },
    { processes: 2, records: 2, preemptions: 1, ticks: 1, ticksAt: 'writes' },
    { processes: 1, records: 2, preemptions: 3 },
    { processes: 3, records: 1, preemptions: 2 },
    { processes: 2, records: 2, preemptions: 3 },
    { processes: 4, records: 1, preemptions: 2 },
    { processes: 2, records: 1, preemptions: 2, ticks: 1, ticksAt: 'anywhere' },
  ],
];

/** A fault is one more thing that can happen at each step. */
const faultPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 2, preemptions: 0 },
    { processes: 2, records: 1, preemptions: 0 },
  ],
  [
    { processes: 1, records: 1, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 1 },
    { processes: 2, records: 2, preemptions: 0 },
    { processes: 3, records: 1, preemptions: 0 },
  ],
  [
    { processes: 2, records: 2, preemptions: 1 },
    { processes: 2, records: 1, preemptions: 2 },
  ],
];

/** What a program does by the clock it does when a period is over. */
const clockPasses: readonly (readonly Size[])[] = [
  [
    { processes: 1, records: 2, preemptions: 0, ticks: 1, ticksAt: 'writes' },
    { processes: 2, records: 1, preemptions: 0, ticks: 1, ticksAt: 'writes' },
  ],
  [
    { processes: 1, records: 1, preemptions: 1, ticks: 1, ticksAt: 'writes' },
    { processes: 2, records: 1, preemptions: 1, ticks: 1, ticksAt: 'writes' },
  ],
  [{ processes: 2, records: 2, preemptions: 2 }],
];

/**
 * The smallest scenarios of a program as it is, a pass after the other. One copy of a program that is several processes has schedules
 * as well; where a program is not told how many lines to write, scenarios that differ in that are one.
 */
export function programScopes(program: Program, { faults }: Condition): readonly (readonly Scope[])[] {
  const seen = new Set<string>();
  const isNew = (scope: Scope): boolean => seen.size < seen.add(JSON.stringify(scope)).size;
  return passesUnder(faults).map((pass) => pass.map((size) => scopeOf(program, size, faults)).filter(isNew));
}

function passesUnder(faults: Condition['faults']): readonly (readonly Size[])[] {
  if (faults.includes('clock')) return clockPasses;
  return faults.length > 0 ? faultPasses : usualPasses;
}

function scopeOf(program: Program, size: Size, faults: Condition['faults']): Scope {
  const { preemptions, ticks = 0, ticksAt } = size;
  const scenario = withSizes(programScenario(program, size), program.sizes);
  const isOne = scenario.processes === 1 && scenario.several !== true;
  return {
    scenario,
    bounds: {
      // Nobody can go instead of a process that is alone.
      preemptions: isOne ? 0 : preemptions,
      ticks,
      ...(ticksAt !== undefined && { ...tickOf(scenario), ticksAt }),
      ...(faults.length > 0 && { faults }),
      ...(scenario.processes > 3 && { toNext: true }),
    },
  };
}
