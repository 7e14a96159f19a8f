import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { counting } from '../schedulers/counting.js';
import { recording } from '../schedulers/recording.js';
import { replay } from '../schedulers/replay.js';
import { schedulerOf, type Strategy } from '../schedulers/strategy.js';
import type { Control } from './controlled.js';

/** What decides an execution's order, as plain data: a schedule, or how one is drawn. */
export type Plan = { readonly kind: 'schedule'; readonly schedule: Schedule } | Strategy;

export interface Carried {
  readonly execution: Execution;
  /** The schedule that gives this execution again. */
  readonly schedule: Schedule;
  /** What of the plan's schedule found no place, in words. */
  readonly unused: readonly string[];
  /** Where the schedule was drawn: how many steps were chosen while at least two processes could go. */
  readonly contended?: number;
}

export function carryOut(control: Control, scenario: Scenario, plan: Plan): Carried {
  if (plan.kind === 'schedule') {
    const scheduler = replay(plan.schedule);
    return { execution: control.run(scenario, scheduler), schedule: plan.schedule, unused: scheduler.unused() };
  }
  const { rotation } = scenario;
  const periodMs = rotation.kind === 'time' ? rotation.periodMs : undefined;
  const counter = counting(schedulerOf(plan, { periodMs }));
  const recorder = recording(counter);
  const execution = control.run(scenario, recorder);
  return { execution, schedule: recorder.recorded(), unused: [], contended: counter.contended() };
}
