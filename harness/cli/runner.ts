import { openRemoteControl } from '../control/remote.js';
import type { Execution } from '../execution/execution.js';
import { runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { shellWord } from '../report/replay-command.js';
import { interleaving } from '../report/interleaving.js';
import { executionInWords } from '../report/run.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Schedule } from '../schedule/schedule.js';
import type { RunRequest } from './run-options.js';

/** One run: its execution and what is printed of it. */
export interface Run {
  readonly execution: Execution;
  readonly text: string;
  /** The schedule that gives the same execution again, where it was controlled, and the options that say it. */
  readonly schedule?: Schedule;
  readonly again?: string;
}

/** Runs a request as often as it is asked. */
export interface RequestRunner {
  readonly run: (number: number) => Promise<Run>;
  readonly close: () => Promise<void>;
}

export function freeRunner({ writer, scenario, silenceMs }: RunRequest): RequestRunner {
  const pool = openPool(silenceMs);
  return {
    async run() {
      const execution = await runFree({ writer, scenario, pool, silenceMs });
      return { execution, text: executionInWords(execution) };
    },
    close: pool.close,
  };
}

/** @throws {Error} one line that says why the writer's processes can't be started. */
export async function controlledRunner(
  request: RunRequest,
  control: NonNullable<RunRequest['control']>,
): Promise<RequestRunner> {
  const { writer, scenario, silenceMs, seed } = request;
  const { profile, planOf } = control;
  const seeded = isDrawn(scenario) ? `--seed ${seed} ` : '';
  const { processes } = scenario;
  const remote = await openRemoteControl({ writer, processes, profile, limitMs: silenceMs, tellsData: true });
  return {
    async run(number) {
      const { execution, schedule, unused } = await remote.run(scenario, planOf(number));
      const again = `${seeded}--schedule ${shellWord(JSON.stringify(schedule))}`;
      const parts = [
        interleaving(execution),
        executionInWords(execution),
        ...unused.map((entry) => `not applied: ${entry}`),
        `The same again: ${again}`,
      ];
      return { execution, schedule, again, text: parts.join('\n') };
    },
    close: remote.close,
  };
}

/** Whether its pauses come from the seed. */
function isDrawn({ pausesMs = [] }: Scenario): boolean {
  return pausesMs.some((ms) => ms > 0);
}
