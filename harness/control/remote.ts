import { Worker } from 'node:worker_threads';
import { compiledModule } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import type { Scenario } from '../scenario.js';
import type { ControlOptions } from './control.js';
import type { Carried, Plan } from './plan.js';
import type { Request, Response } from './worker.js';

/** Processes under the gate, supervised by a thread of their own, so that this one stays free. */
export interface RemoteControl {
  /** Runs are carried out one after the other, in the order in which they are asked for. */
  readonly run: (scenario: Scenario, plan: Plan) => Promise<Carried>;
  /** Resolves when nothing of it is left, whatever has happened before. */
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly resolve: (response: Response) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Resolves once the processes are there.
 * @throws {Error} that says why they can't be started.
 */
export async function openRemoteControl(options: ControlOptions): Promise<RemoteControl> {
  // When a signal ends this process, nobody asks the thread to tidy up: what it makes lies in a directory of this one.
  const directory = newDirectory();
  const env = { ...process.env, LOGTORTURE_DIRECTORY: directory.path };
  const worker = new Worker(compiledModule('control/worker.js'), { workerData: options, env });
  const waiting: Waiting[] = [];
  let over: Error | undefined;

  const end = (error: Error): void => {
    over ??= error;
    for (const { reject } of waiting.splice(0)) reject(over);
  };
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (response: Response) => waiting.shift()?.resolve(response));
  worker.on('error', (cause) => end(new Error('The thread that holds the steps has ended.', { cause })));
  worker.on('exit', () => end(new Error('The thread that holds the steps has ended.')));

  const answer = (): Promise<Response> =>
    new Promise((resolve, reject) => {
      if (over === undefined) waiting.push({ resolve, reject });
      else reject(over);
    });
  const close = async (): Promise<void> => {
    worker.postMessage('close');
    await exited;
    directory.remove();
  };

  const first = await answer();
  if ('failure' in first) {
    await close();
    throw new Error(first.failure);
  }
  return {
    async run(scenario, plan) {
      const request: Request = { scenario, plan };
      worker.postMessage(request);
      const response = await answer();
      if ('carried' in response) return response.carried;
      throw new Error(
        `The thread that holds the steps failed: ${'failure' in response ? response.failure : 'it gave no answer'}`,
      );
    },
    close,
  };
}
