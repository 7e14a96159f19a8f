import { openControl, type Control } from '../control/control.js';
import { runFree } from '../free.js';
import { openPool } from '../processes/pool.js';
import type { Scenario } from '../scenario.js';
import { randomWalk } from '../schedulers/random-walk.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { printRates } from './rates.js';
import { small, writerFor } from './subjects.js';

const processes = 2;

/** Controlled executions a second, beside the same ones free, with processes started anew, and nothing but steps. */
export async function benchControl(): Promise<void> {
  const writer = writerFor('size');
  const streamroller = writerFor('streamroller');
  const file = writerFor('file');
  const three: Scenario = { ...small, records: 3 };
  const pingPong: Scenario = { ...small, records: 500, rotation: { kind: 'none' } };

  const pool = openPool(10_000);
  const controls: Control[] = [writer, streamroller, file].map((one) => openControl({ writer: one, processes }));
  const [size, asynchronous, plain] = controls;
  let seed = 0;
  await printRates('under control, one supervisor', [
    { name: 'size 2 × 2, undisturbed', seconds: 1, execute: () => size?.run(small, undisturbed) },
    { name: 'size 2 × 2, each step chosen at random', seconds: 1, execute: () => size?.run(small, randomWalk(seed++)) },
    { name: 'size 2 × 2, free', seconds: 1, execute: () => runFree({ writer, scenario: small, pool }) },
    { name: 'size 2 × 2, processes started anew', seconds: 2, execute: () => startedAnew(small) },
    { name: 'streamroller 2 × 3, undisturbed', seconds: 1, execute: () => asynchronous?.run(three, undisturbed) },
    { name: 'file 2 × 500 (1,002 steps, 1,002 answers)', seconds: 1, execute: () => plain?.run(pingPong, undisturbed) },
  ]);
  for (const control of controls) control.close();
  await pool.close();
}

function startedAnew(scenario: Scenario): void {
  const control = openControl({ writer: writerFor('size'), processes });
  control.run(scenario, undisturbed);
  control.close();
}
