import { parentPort, workerData } from 'node:worker_threads';
import type { Scenario } from '../scenario.js';
import { openControl, type Control, type ControlOptions } from './control.js';
import { carryOut, type Carried, type Plan } from './plan.js';

export interface Request {
  readonly scenario: Scenario;
  readonly plan: Plan;
}

/** The first response says whether the processes are there; each that follows answers a request. */
export type Response = { readonly opened: true } | { readonly carried: Carried } | { readonly failure: string };

/** Holding steps blocks a thread, and this is the one. It answers each request in turn; `close` ends it. */
function serve(options: ControlOptions): void {
  const control = open(options);
  parentPort?.on('message', (message: Request | 'close') => {
    if (message === 'close') {
      control?.close();
      parentPort?.close();
    } else if (control !== undefined) respond(carry(control, message));
  });
}

function open(options: ControlOptions): Control | undefined {
  try {
    const control = openControl(options);
    respond({ opened: true });
    return control;
  } catch (error) {
    respond({ failure: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function carry(control: Control, { scenario, plan }: Request): Response {
  try {
    return { carried: carryOut(control, scenario, plan) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function respond(response: Response): void {
  parentPort?.postMessage(response);
}

const options: ControlOptions = workerData;
serve(options);
