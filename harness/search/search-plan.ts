import type { ClaimTerms } from '../claims/invariant.js';
import { concurrencyOf, type Concurrency } from '../scenario/concurrency.js';
import { kindsInWords } from '../schedule/fault.js';
import type { Bounds } from '../schedulers/systematic.js';
import { counted } from '../words.js';
import { conditionsOfAll, kindsUnder, type Condition } from './condition.js';
import { smallScopes } from './small-scopes.js';
import type { Task } from './task.js';

/** A task as it is planned: what is left open is filled in when it begins. */
export type PlannedTask = { readonly condition: Condition; readonly doing: string } & (
  | Omit<Extract<Task, { kind: 'systematic' }>, 'claims' | 'untilMs'>
  | Omit<Extract<Task, { kind: 'drawn' }>, 'claims' | 'untilMs'>
);

export interface PlanRequest {
  readonly rotations: Parameters<typeof smallScopes>[0];
  readonly claims: readonly Pick<ClaimTerms, 'needs' | 'faults'>[];
  readonly seed: number;
  /** How many processes scenarios are to have; default: any number. */
  readonly concurrency?: Concurrency;
}

/** More schedules of one scenario are not worth going through in order. */
const mostOfOneScenario = 2000;
const drawnAtOnce = 200;
/** The last pass over small scopes is long, so that generated scenarios are worth a try beside it. */
const longPass = 2;

/**
 * What a search does, one task after the other, without an end: small scenarios gone through in order, then also generated
 * ones with schedules that are drawn. The same for the same seed. It ends only where no scenario of this writer's can be held
 * to any of the claims.
 */
export function* searchPlan({ rotations, claims, seed, concurrency }: PlanRequest): Generator<PlannedTask> {
  const conditions = conditionsOfAll(claims).filter((condition) => kindsUnder(condition, rotations).length > 0);
  if (conditions.length === 0) return;
  let slice = 0;
  const drawn = function* (): Generator<PlannedTask> {
    for (const condition of conditions) {
      yield {
        kind: 'drawn',
        condition,
        seed: (seed + slice++ * drawnAtOnce) & 0x7fffffff,
        executions: drawnAtOnce,
        ...(concurrency !== undefined && { concurrency }),
        doing: 'generated scenarios, schedules drawn at random',
      };
    }
  };
  const planned = conditions.map((condition) => ({ condition, passes: smallScopes(rotations, condition) }));
  for (let pass = 0; pass < Math.max(...planned.map(({ passes }) => passes.length)); pass++) {
    for (const { condition, passes } of planned) {
      for (const scope of passes[pass] ?? []) {
        const { scenario, bounds, most = mostOfOneScenario } = scope;
        if (concurrency !== undefined && concurrencyOf(scenario) !== concurrency) continue;
        const { processes, records } = scenario;
        const size = `${counted(processes, 'process', 'processes')} × ${counted(records, 'record')}`;
        yield { kind: 'systematic', scope, condition, executions: most, doing: `${size}, ${boundsInWords(bounds)}` };
        if (pass === longPass) yield* drawn();
      }
    }
  }
  for (;;) yield* drawn();
}

function boundsInWords({ preemptions, ticks, faults }: Bounds): string {
  const times = ticks === 0 ? '' : ` and ${counted(ticks, 'tick')}`;
  const fault = faults === undefined ? '' : ` and ${kindsInWords(faults)}`;
  return `up to ${counted(preemptions, 'preemption')}${times}${fault}`;
}
