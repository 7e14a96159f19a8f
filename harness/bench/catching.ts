import { setImmediate } from 'node:timers/promises';
import type { Control } from '../control/controlled.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import { counting } from '../schedulers/counting.js';
import { contentionOf, type Contention } from '../schedulers/contention.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import { schedulerOf, type Strategy } from '../schedulers/strategy.js';
import { systematic } from '../schedulers/systematic.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { violationOf } from '../search/judging.js';

/** What an execution must break to count as caught. */
export interface Target {
  readonly scenario: Scenario;
  readonly claim: string;
}

/** A scheduler, and how it learns from the execution that it led to. */
interface Attempt {
  readonly scheduler: Scheduler;
  readonly learn: (execution: Execution) => void;
}

/** How many executions it took until the claim was broken; undefined if `most` were not enough. */
export async function executionsToCatch(
  control: Control,
  { scenario, claim }: Target,
  attempts: Iterable<Attempt>,
  most: number,
): Promise<number | undefined> {
  let executions = 0;
  for (const { scheduler, learn } of attempts) {
    // An execution blocks this thread, so it hears of signals here.
    await setImmediate();
    const execution = control.run(scenario, scheduler);
    executions += 1;
    if (violationOf(claim, execution) !== undefined) return executions;
    if (executions === most) return undefined;
    learn(execution);
  }
  return undefined;
}

/** The random orders that are compared. */
export const drawnKinds = ['random-walk', 'pct', 'pos', 'surw'] as const;
type DrawnKind = (typeof drawnKinds)[number];

/** First the undisturbed order, from which PCT and SURW learn; then random ones of one kind, always the same for a seed. */
export function* drawnAttempts(kind: DrawnKind, { scenario }: Target, seed: number): Generator<Attempt> {
  const { processes, rotation } = scenario;
  const periodMs = rotation.kind === 'time' ? rotation.periodMs : undefined;
  let contention: Contention = { shared: [], remaining: {} };
  let steps = 1;
  yield { scheduler: undisturbed, learn: (execution) => void (contention = contentionOf(traceOf(execution))) };
  for (let own = seed * 1_000_000; ; own++) {
    const strategies: Record<DrawnKind, Strategy> = {
      'random-walk': { kind: 'random-walk', seed: own },
      pct: { kind: 'pct', seed: own, depth: processes <= 2 ? 2 : 3, steps },
      pos: { kind: 'pos', seed: own },
      surw: { kind: 'surw', seed: own, ...contention },
    };
    const scheduler = counting(schedulerOf(strategies[kind], { periodMs }));
    yield { scheduler, learn: () => void (steps = Math.max(steps, scheduler.contended())) };
  }
}

/** All schedules with one preemption, then with two, then with three; by time with a tick at a write, too. */
export function* systematicAttempts({ scenario: { rotation } }: Target): Generator<Attempt> {
  const clock =
    rotation.kind === 'time' ? ({ ticks: 1, periodMs: rotation.periodMs, ticksAt: 'writes' } as const) : { ticks: 0 };
  for (const preemptions of [1, 2, 3]) {
    const exploration = systematic({ preemptions, ...clock });
    for (let probe = exploration.next(); probe !== undefined; probe = exploration.next()) {
      yield { scheduler: probe.scheduler, learn: (execution) => exploration.learn(traceOf(execution)) };
    }
  }
}
