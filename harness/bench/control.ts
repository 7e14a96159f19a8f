import { openControl, type Control } from '../control/control.js';
import { runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import type { Scenario } from '../scenario/scenario.js';
import { randomWalk } from '../schedulers/random-walk.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { printRates, type Way } from './rates.js';
import { small, writerFor } from './subjects.js';

const processes = 2;
/** After so long the supervisor's code has been compiled for good. */
const warmUpSeconds = 5;

/**
 * Controlled executions a second, with supervisor and processes on one processor and wherever the system puts them. Beside
 * them stand free executions, executions in new processes, and one of many steps that need no decision.
 */
export async function benchControl(): Promise<void> {
  const [size, streamroller, file] = [writerFor('size'), writerFor('streamroller'), writerFor('file')];
  const three: Scenario = { ...small, records: 3 };
  const plain: Scenario = { ...small, records: 500, rotation: { kind: 'none' } };

  const pinned = openControl({ writer: size, processes, processor: 1 });
  await printRates('under control, on one processor', [
    way('size 2 × 2, undisturbed', () => pinned.run(small, undisturbed)),
    way('size 2 × 2, each step chosen at random', atRandom(pinned)),
  ]);
  pinned.close();

  const pool = openPool(10_000);
  const controls = [size, streamroller, file].map((writer) => openControl({ writer, processes }));
  const [bySize, asynchronous, stepping] = controls;
  if (bySize === undefined || asynchronous === undefined || stepping === undefined) return;
  await printRates('under control, on two processors', [
    way('size 2 × 2, undisturbed', () => bySize.run(small, undisturbed)),
    way('size 2 × 2, each step chosen at random', atRandom(bySize)),
    way('size 2 × 2, free', () => runFree({ writer: size, scenario: small, pool })),
    { name: 'size 2 × 2, processes started anew', seconds: 2, execute: () => startedAnew(small) },
    way('streamroller 2 × 3, undisturbed', () => asynchronous.run(three, undisturbed)),
    way('file 2 × 500: 1,002 steps, 1,002 answers', () => stepping.run(plain, undisturbed)),
  ]);
  for (const control of controls) control.close();
  await pool.close();
}

function way(name: string, execute: () => unknown): Way {
  return { name, seconds: 1, warmUpSeconds, execute };
}

function atRandom(control: Control): () => unknown {
  let seed = 0;
  return () => control.run(small, randomWalk(seed++));
}

function startedAnew(scenario: Scenario): void {
  const control = openControl({ writer: writerFor('size'), processes });
  control.run(scenario, undisturbed);
  control.close();
}
