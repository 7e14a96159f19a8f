import { parentPort, workerData } from 'node:worker_threads';
import type { Scenario } from '../scenario.js';
import { openControl, type ControlOptions } from './control.js';
import { carryOut, type Carried, type Plan } from './plan.js';

export interface Request {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

export type Response = { readonly carried: Carried } | { readonly failure: string };

/** Holding steps blocks a thread, and this is the one. It answers each request in turn; `close` ends it. */
function serve(options: ControlOptions): void {
  const control = openControl(options);
  parentPort?.on('message', (message: Request | 'close') => {
    if (message === 'close') {
      control.close();
      parentPort?.close();
    } else parentPort?.postMessage(answer(() => carryOut(control, message.scenario, message.plan)));
  });
}

function answer(carry: () => Carried): Response {
  try {
    return { carried: carry() };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

const options: ControlOptions = workerData;
serve(options);
