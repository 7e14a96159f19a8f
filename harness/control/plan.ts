import type { Execution } from '../execution.js';
import type { Scenario } from '../scenario.js';
import type { Schedule } from '../schedule.js';
import { randomWalk } from '../schedulers/random-walk.js';
import { recording } from '../schedulers/recording.js';
import { replay } from '../schedulers/replay.js';
import type { Control } from './control.js';

/** What decides an execution's order, as plain data: a schedule, or the seed of a random walk. */
export type Plan =
  { readonly kind: 'schedule'; readonly schedule: Schedule } | { readonly kind: 'random-walk'; readonly seed: number };

export interface Carried {
  readonly execution: Execution;
  /** The schedule that gives this execution again. */
  readonly schedule: Schedule;
  /** What of the plan's schedule found no place, in words. */
  readonly unused: readonly string[];
}

export function carryOut(control: Control, scenario: Scenario, plan: Plan): Carried {
  if (plan.kind === 'schedule') {
    const scheduler = replay(plan.schedule);
    return { execution: control.run(scenario, scheduler), schedule: plan.schedule, unused: scheduler.unused() };
  }
  const { rotation } = scenario;
  const scheduler = recording(randomWalk(plan.seed, rotation.kind === 'time' ? rotation.periodMs : undefined));
  return { execution: control.run(scenario, scheduler), schedule: scheduler.recorded(), unused: [] };
}
