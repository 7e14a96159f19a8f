import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { compiledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario.js';
import type { ControlOptions } from './control.js';
import type { Carried, Plan } from './plan.js';
import type { Request, Response } from './worker.js';

/** Processes under the gate, supervised by a thread of their own, so that this one stays free. */
export interface RemoteControl {
  readonly run: (scenario: Scenario, plan: Plan) => Promise<Carried>;
  readonly close: () => Promise<void>;
}

export function openRemoteControl(options: ControlOptions): RemoteControl {
  // A thread is not told of signals. What it leaves behind when this process ends is removed from here.
  const directory = newDirectory();
  const env = { ...process.env, LOGTORTURE_DIRECTORY: directory.path };
  const worker = new Worker(compiledModule('control/worker.js'), { workerData: options, env });
  return {
    async run(scenario, plan) {
      const request: Request = { scenario, plan };
      const response = await new Promise<Response>((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.postMessage(request);
      });
      if ('failure' in response) throw new Error(`The thread that holds the steps failed: ${response.failure}`);
      return response.carried;
    },
    async close() {
      worker.postMessage('close');
      await once(worker, 'exit');
      directory.remove();
    },
  };
}
