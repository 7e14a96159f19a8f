import type { Scenario } from '../scenario/scenario.js';
import { openThread } from '../threads/thread.js';
import type { ControlOptions } from './controlled.js';
import type { Carried, Plan } from './plan.js';
import type { Request } from './worker.js';

/** Processes under the gate, supervised by a thread of their own, so that this one stays free. */
export interface RemoteControl {
  /** Runs are carried out one after the other, in the order in which they are asked for. */
  readonly run: (scenario: Scenario, plan: Plan) => Promise<Carried>;
  /** Resolves when nothing of it is left, whatever has happened before. */
  readonly close: () => Promise<void>;
}

/**
 * Resolves once the processes are there.
 * @throws {Error} that says why they can't be started.
 */
export async function openRemoteControl(options: ControlOptions): Promise<RemoteControl> {
  const thread = await openThread<Request, Carried>('control/worker.js', options);
  return { run: (scenario, plan) => thread.ask({ scenario, plan }), close: thread.close };
}
