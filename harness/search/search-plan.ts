import type { ClaimTerms } from '../claims/invariant.js';
import { concurrencyOf, type Concurrency } from '../scenario/concurrency.js';
import { sizeInWords } from '../scenario/size-in-words.js';
import { kindsInWords } from '../schedule/fault.js';
import { maxSeed } from '../schedule/seed.js';
import type { Bounds } from '../schedulers/systematic.js';
import { counted } from '../words.js';
import { conditionsOfAll, kindsUnder, type Condition } from './condition.js';
import type { Rotating } from '../scenario/bounds.js';
import { firstInOrderOf } from './explore.js';
import { programScopes } from './program-scopes.js';
import { smallScopes, type Scope } from './small-scopes.js';
import type { Drawing, Task } from './task.js';

/** A task as it is planned: what is left open is filled in when it begins. */
export type PlannedTask = {
  /** Which one it is in the order of the plan, counted from 0. */
  readonly index: number;
  readonly condition: Condition;
  readonly doing: string;
} & (
  | Omit<Extract<Task, { kind: 'systematic' }>, 'claims' | 'untilMs'>
  | Omit<Extract<Task, { kind: 'drawn' }>, 'claims' | 'untilMs'>
);

export interface PlanRequest extends Rotating {
  readonly claims: readonly Pick<ClaimTerms, 'needs' | 'faults'>[];
  readonly seed: number;
  /** How many processes scenarios are to have; default: any number. */
  readonly concurrency?: Concurrency;
  /** Which small scenarios come first, since a failure of this size is known; default: in the usual order. */
  readonly beginsWith?: KnownSize;
}

/** The size of a failure. */
export interface KnownSize {
  readonly processes: number;
  readonly records: number;
  readonly preemptions: number;
}

/** More schedules of one scenario are not worth going through in order. */
const mostOfOneScenario = 2000;
const drawnAtOnce = 200;
/** What is drawn beside schedules in order is not drawn again alone. */
const apart = 2 ** 30;
/** The last pass over small scopes is long, so that generated scenarios are worth a try beside it. */
const longPass = 2;

/**
 * What a search does, one task after the other, without an end: small scenarios gone through in order, and generated ones
 * with schedules that are drawn, first beside those that have many schedules, then alone. The same for the same seed. It ends
 * only where no scenario of this writer's can be held to any of the claims.
 */
export function* searchPlan(request: PlanRequest): Generator<PlannedTask> {
  let index = 0;
  for (const planned of tasksOf(request)) yield { ...planned, index: index++ };
}

type Unnumbered = DistributiveOmit<PlannedTask, 'index'>;
type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

function* tasksOf(request: PlanRequest): Generator<Unnumbered> {
  const { rotations, claims, seed, concurrency, beginsWith } = request;
  const conditions = conditionsOfAll(claims).filter((condition) => kindsUnder(condition, rotations).length > 0);
  if (conditions.length === 0) return;
  const drawingsFrom = (first: number) => {
    let slice = 0;
    return (condition: Condition): Drawing => ({
      condition,
      seed: (first + slice++ * drawnAtOnce) & maxSeed,
      ...(concurrency !== undefined && { concurrency }),
    });
  };
  const [alone, besideOrder] = [drawingsFrom(seed), drawingsFrom(seed + apart)];
  const drawn = function* (): Generator<Unnumbered> {
    for (const condition of conditions) {
      const doing = 'generated scenarios, schedules drawn at random';
      yield { kind: 'drawn', ...alone(condition), executions: drawnAtOnce, doing };
    }
  };
  const planned = conditions.map((condition) => ({
    condition,
    passes: knownFirst(scopesOf(request, condition), beginsWith),
  }));
  const last = longPass + (beginsWith === undefined ? 0 : 1);
  for (let pass = 0; pass < Math.max(...planned.map(({ passes }) => passes.length)); pass++) {
    for (const { condition, passes } of planned) {
      for (const scope of passes[pass] ?? []) {
        const { scenario, bounds, most = mostOfOneScenario, drawn: toDraw } = scope;
        if (concurrency !== undefined && concurrencyOf(scenario) !== concurrency) continue;
        const beside = besideOrder(condition);
        if (toDraw !== undefined) {
          const doing = `${sizeInWords(scenario)}, schedules drawn at random`;
          yield { kind: 'drawn', ...beside, scenario, executions: toDraw, doing };
          continue;
        }
        const executions = most + Math.max(0, most - firstInOrderOf(scenario));
        yield {
          kind: 'systematic',
          scope,
          condition,
          beside,
          executions,
          doing: `${sizeInWords(scenario)}, ${boundsInWords(bounds)}`,
        };
        if (pass === last) yield* drawn();
      }
    }
  }
  for (;;) yield* drawn();
}

/** The scopes of a known size as a pass of their own, before all others. */
function knownFirst(passes: Passes, known: KnownSize | undefined): Passes {
  if (known === undefined) return passes;
  const isKnown = ({ scenario, bounds }: Scope): boolean =>
    scenario.processes === known.processes &&
    scenario.records === known.records &&
    bounds.preemptions === known.preemptions;
  return [passes.flat().filter(isKnown), ...passes.map((pass) => pass.filter((scope) => !isKnown(scope)))];
}

type Passes = readonly (readonly Scope[])[];

function scopesOf({ asIs, forks, ...rotating }: PlanRequest, condition: Condition): ReturnType<typeof smallScopes> {
  return asIs === undefined
    ? smallScopes(rotating, condition)
    : programScopes({ asIs, forks, sizes: rotating.sizes }, condition);
}

function boundsInWords({ preemptions, ticks, faults }: Bounds): string {
  const times = ticks === 0 ? '' : ` and ${counted(ticks, 'tick')}`;
  const fault = faults === undefined ? '' : ` and ${kindsInWords(faults)}`;
  return `up to ${counted(preemptions, 'preemption')}${times}${fault}`;
}
