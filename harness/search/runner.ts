import { openControl } from '../control/control.js';
import type { Control } from '../control/controlled.js';
import { findStacks, type Stacks } from '../control/stacks-of.js';
import { OutOfTime, steadyMs, unlessOutOfTime } from '../limits.js';
import type { Execution } from '../execution/execution.js';
import { totalRecords, type Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import { replay } from '../schedulers/replay.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { newLongOrders, wasTooLong } from './long-orders.js';

/** Executes scenarios of any number of processes; it blocks its thread. What there is no time for throws `OutOfTime`. */
export interface Runner {
  readonly run: (scenario: Scenario, scheduler: Scheduler) => Execution;
  /** The same, and its steps tell what writes have written. */
  readonly runTelling: (scenario: Scenario, scheduler: Scheduler) => Execution;
  /** The same in processes that nothing has been executed in before. */
  readonly runAnew: (scenario: Scenario, scheduler: Scheduler) => Execution;
  /** Where the program stands at some steps of an execution, by their numbers, as far as there is time to look. */
  readonly stacksOf: (execution: Execution, schedule: Schedule, numbers: readonly number[]) => Stacks;
  /** Whether the processes would most likely not have read their orders in time. */
  readonly isTooLong: (scenario: Scenario) => boolean;
  /** Says by when, on the steady clock, all that follows must have ended. */
  readonly endBy: (endMs: number) => void;
  readonly close: () => void;
}

const mostStepsOfProgram = 20_000;

/**
 * What goes on for more steps than this is taken to go on for ever. A lock may have to be tried a few hundred times before
 * it is stale, and with each record all backups may move on.
 */
function stepLimitFor(scenario: Scenario): number {
  const { processes, rotation, lines } = scenario;
  // How much a program does for each line is its own affair.
  if (lines !== undefined) return mostStepsOfProgram;
  const records = totalRecords(scenario);
  const files = rotation.kind === 'none' ? 0 : Math.min(rotation.backups, records);
  return Math.min(5_000, 500 * processes + records * (100 + 5 * files));
}

/** Keeps as many warm processes as the largest scenario so far has had; beside logrotate, as many as each has had. */
export function openRunner(writer: WriterProgram, limitMs: number): Runner {
  let usual: Control | undefined;
  // Runners follow each other in a thread, often of the same writers.
  const usually = { writer, limitMs, shares: true };
  let endMs = Infinity;
  const besideLogrotate = new Map<number, Control>();
  const controlFor = ({ processes, logrotate }: Scenario): Control => {
    if (logrotate !== undefined) {
      const control = besideLogrotate.get(processes) ?? openControl({ ...usually, processes, logrotate: true, endMs });
      besideLogrotate.set(processes, control);
      control.endBy(endMs);
      return control;
    }
    usual ??= openControl({ ...usually, processes, endMs });
    usual.endBy(endMs);
    usual.grow(processes);
    return usual;
  };
  const close = (): void => {
    usual?.close();
    usual = undefined;
    for (const control of besideLogrotate.values()) control.close();
    besideLogrotate.clear();
  };
  /** Processes that were interrupted in the midst of something are of no use any more. */
  const closedWhenLate = (run: () => Execution): Execution => {
    try {
      return run();
    } catch (error) {
      if (error instanceof OutOfTime) close();
      throw error;
    }
  };
  const run = (scenario: Scenario, scheduler: Scheduler, tellsData = false): Execution => {
    const limit = stepLimitFor(scenario);
    const execution = closedWhenLate(() => controlFor(scenario).run(scenario, scheduler, limit, tellsData));
    if (wasTooLong(execution)) longOrders.tookTooLong(scenario);
    return execution;
  };
  const longOrders = newLongOrders(limitMs, run);
  return {
    run: (scenario, scheduler) => run(scenario, scheduler),
    runTelling: (scenario, scheduler) => run(scenario, scheduler, true),
    isTooLong: (scenario) => longOrders.isTooLong(scenario, endMs - steadyMs()),
    runAnew: (scenario, scheduler) =>
      closedWhenLate(() => {
        const fresh = controlFor(scenario);
        fresh.renew(scenario);
        return fresh.run(scenario, scheduler, stepLimitFor(scenario));
      }),
    stacksOf(execution, schedule, numbers) {
      const found: Stacks = new Map();
      unlessOutOfTime(() =>
        findStacks(execution, () => replay(schedule), { numbers, found }, { writer, limitMs, endMs }),
      );
      return found;
    },
    endBy: (ms) => void (endMs = ms),
    close,
  };
}
