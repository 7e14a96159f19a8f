import { openControl, type Control } from '../control/control.js';
import type { Execution } from '../execution/execution.js';
import { totalRecords, type Scenario } from '../scenario/scenario.js';
import type { Scheduler } from '../schedulers/scheduler.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** Executes scenarios of any number of processes; it blocks its thread. */
export interface Runner {
  readonly run: (scenario: Scenario, scheduler: Scheduler) => Execution;
  /** The same in processes that nothing has been executed in before. */
  readonly runAnew: (scenario: Scenario, scheduler: Scheduler) => Execution;
  readonly close: () => void;
}

/**
 * What goes on for more steps than this is taken to go on for ever. A lock may have to be tried a few hundred times before
 * it is stale, and with each record all backups may move on.
 */
function stepLimitFor(scenario: Scenario): number {
  const { processes, rotation } = scenario;
  const records = totalRecords(scenario);
  const files = rotation.kind === 'none' ? 0 : Math.min(rotation.backups, records);
  return Math.min(5_000, 500 * processes + records * (100 + 5 * files));
}

/** Keeps as many warm processes as the largest scenario so far has had; beside logrotate, as many as each has had. */
export function openRunner(writer: WriterProgram, limitMs: number): Runner {
  let usual: Control | undefined;
  const besideLogrotate = new Map<number, Control>();
  const controlFor = ({ processes, logrotate }: Scenario): Control => {
    if (logrotate !== undefined) {
      const control = besideLogrotate.get(processes) ?? openControl({ writer, processes, logrotate: true, limitMs });
      besideLogrotate.set(processes, control);
      return control;
    }
    usual ??= openControl({ writer, processes, limitMs });
    usual.grow(processes);
    return usual;
  };
  return {
    run: (scenario, scheduler) => controlFor(scenario).run(scenario, scheduler, stepLimitFor(scenario)),
    runAnew(scenario, scheduler) {
      const fresh = controlFor(scenario);
      fresh.renew();
      return fresh.run(scenario, scheduler, stepLimitFor(scenario));
    },
    close() {
      usual?.close();
      for (const control of besideLogrotate.values()) control.close();
    },
  };
}
