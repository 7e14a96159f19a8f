import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { mersenne } from 'pure-rand/generator/mersenne';
import { maxSeed } from '../schedule/seed.js';
import type { FaultKind } from '../schedule/fault.js';
import { oneByWeight } from './draw.js';
import { withFaults, type FaultsDrawn } from './faults.js';
import { pct, type Pct } from './pct.js';
import { pos } from './pos.js';
import type { Contention } from './contention.js';
import { uniformWalk } from './random-walk.js';
import type { Scheduler } from './scheduler.js';
import { surw } from './surw.js';
import { withTicks } from './ticks.js';

/** A random order, as plain data. */
export type Strategy = (
  | { readonly kind: 'random-walk'; readonly seed: number }
  | ({ readonly kind: 'pct' } & Pct)
  | { readonly kind: 'pos'; readonly seed: number }
  | ({ readonly kind: 'surw'; readonly seed: number } & Contention)
) & {
  /** Whether the clock moves now and then; it does where nothing is said. */
  readonly ticks?: boolean;
  /** Which faults happen, if any. */
  readonly faults?: FaultsDrawn;
};

/** What earlier executions have taught about a scenario. */
export interface Learnt {
  readonly processes: number;
  /** The most steps that were chosen in an execution while at least two processes could go. */
  readonly steps: number;
  readonly contention: Contention;
  /** Which faults are to happen, and how many steps there are for them to happen at. */
  readonly faults?: readonly FaultKind[];
  readonly allSteps?: number;
}

/** How often each is drawn, against the others. */
const weights: ReadonlyMap<Strategy['kind'], number> = new Map([
  ['pos', 3],
  ['surw', 3],
  ['random-walk', 2],
  ['pct', 2],
]);

/**
 * Draws a strategy from a seed. None of them is the best for all bugs, so each has its weight. In one of four the clock moves only
 * when no process can go: leaving a feature out shows bugs that it hides (Groce et al., "Swarm Testing", ISSTA 2012).
 */
export function drawStrategy(
  seed: number,
  { processes, steps, contention, faults = [], allSteps = 1 }: Learnt,
): Strategy {
  const generator = mersenne(seed);
  const kind = oneByWeight(generator, weights) ?? 'random-walk';
  const ticks = uniformInt(generator, 1, 4) > 1;
  const own = {
    seed: uniformInt(generator, 0, maxSeed),
    ticks,
    ...(faults.length > 0 && { faults: { kinds: faults, steps: allSteps } }),
  };
  switch (kind) {
    case 'pct':
      return { kind, depth: processes <= 2 ? 2 : 3, steps, ...own };
    case 'surw':
      return { kind, ...contention, ...own };
    default:
      return { kind, ...own };
  }
}

/** The scheduler that a strategy describes; the clock also moves by `periodMs`, if it moves. */
export function schedulerOf(strategy: Strategy, { periodMs }: { readonly periodMs?: number | undefined }): Scheduler {
  const { seed, ticks, faults } = strategy;
  const order = orderOf(strategy);
  const scheduler = faults === undefined ? order : withFaults(order, seed, faults);
  return ticks === false ? scheduler : withTicks(scheduler, seed, periodMs);
}

function orderOf(strategy: Strategy): Scheduler {
  switch (strategy.kind) {
    case 'random-walk':
      return uniformWalk(strategy);
    case 'pct':
      return pct(strategy);
    case 'pos':
      return pos(strategy);
    case 'surw':
      return surw(strategy);
  }
}
