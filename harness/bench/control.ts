import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openControl } from '../control/control.js';
import type { Control } from '../control/controlled.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { packageRoot } from '../package-root.js';
import { newDirectory } from '../processes/directory.js';
import { defaultSilenceMs, runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import type { Scenario } from '../scenario/scenario.js';
import { randomWalk } from '../schedulers/random-walk.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { openBareNotifications, type BareNotifications } from './bare-notifications.js';
import { openPrototype, prototypeVariable } from './prototype.js';
import { printRates, type Way } from './rates.js';
import { small, writerFor } from './subjects.js';

const processes = 2;
/** After so long the supervisor's code has been compiled for good. */
const warmUpSeconds = 5;

/** Writers with sockets and several threads, and with a process for each command: what the gate has to ask the kernel differs. */
const otherKinds = ['stdout-collector', 'shell-mv'];

/**
 * Controlled executions a second, with supervisor and processes on one processor and wherever the system puts them. Beside
 * them stand free executions, executions in new processes, and one of many steps that need no decision.
 */
export async function benchControl(): Promise<void> {
  const [size, streamroller, file] = [writerFor('size'), writerFor('streamroller'), writerFor('file')];
  const three: Scenario = { ...small, records: 3 };
  const plain: Scenario = { ...small, records: 500, rotation: { kind: 'none' } };

  await besideOthers(size);

  const pool = openPool(defaultSilenceMs());
  const writers = [size, streamroller, file, ...otherKinds.map(writerFor)];
  const controls = writers.map((writer) => openControl({ writer, processes }));
  const [bySize, asynchronous, stepping, ...byOthers] = controls;
  if (bySize === undefined || asynchronous === undefined || stepping === undefined) return;
  await printRates('under control, on two processors', [
    way('size 2 × 2, undisturbed', () => bySize.run(small, undisturbed)),
    way('size 2 × 2, each step chosen at random', atRandom(bySize)),
    way('size 2 × 2, free', () => runFree({ writer: size, scenario: small, pool })),
    { name: 'size 2 × 2, processes started anew', seconds: 2, execute: () => startedAnew(small) },
    way('streamroller 2 × 3, undisturbed', () => asynchronous.run(three, undisturbed)),
    way('file 2 × 500: 1,002 steps, 1,002 answers', () => stepping.run(plain, undisturbed)),
    ...byOthers.map((control, index) =>
      way(`${otherKinds[index]} 2 × 2, each step chosen at random`, atRandom(control)),
    ),
  ]);
  for (const control of controls) control.close();
  await pool.close();
}

const processor = 1;

/** What a controlled execution takes on one processor, beside the same work by the prototype, and beside notifications alone. */
async function besideOthers(size: WriterProgram): Promise<void> {
  const pinned = openControl({ writer: size, processes, processor });
  const calls = Math.round(notificationsOf(pinned));
  const built = newDirectory();
  const bare = bareIn(built.path);
  const folder = process.env[prototypeVariable];
  const prototype = folder === undefined ? undefined : openPrototype(folder, processor);
  if (prototype === undefined) console.log(`The prototype is not measured: ${prototypeVariable} names no folder.`);
  if (bare === undefined) console.log(`Notifications alone are not measured: there is no ${compiler}.`);
  const [, ours = 0, ...others] = await printRates('under control, on one processor', [
    way('size 2 × 2, undisturbed', () => pinned.run(small, undisturbed)),
    way('size 2 × 2, each step chosen at random', atRandom(pinned)),
    ...(prototype === undefined ? [] : [{ name: 'the same work by the prototype', rate: prototype.rate }]),
    ...(bare === undefined ? [] : [way(`nothing but ${calls} notifications`, () => bare.make(calls))]),
  ]);
  const ratios = others.map((other) => (ours / other).toFixed(2)).join(' and ');
  if (ratios !== '') console.log(`  chosen at random, as a share of each of what stands below it: ${ratios}`);
  for (const each of [bare, prototype, pinned]) each?.close();
  built.remove();
}

/** One for each step, and for each reading of an order; answers take none. */
function notificationsOf(control: Control): number {
  const executions = 50;
  const run = atRandom(control);
  let notifications = 0;
  for (let each = 0; each < executions; each++) notifications += traceOf(run()).length + processes;
  return notifications / executions;
}

const compiler = 'cc';

function bareIn(folder: string): BareNotifications | undefined {
  const executable = join(folder, 'makes-held-calls');
  const source = join(packageRoot, 'harness', 'bench', 'fixtures', 'makes-held-calls.c');
  if (spawnSync(compiler, ['-O2', '-o', executable, source]).status !== 0) return undefined;
  return openBareNotifications(executable, processor);
}

function way(name: string, execute: () => unknown): Way {
  return { name, seconds: 1, warmUpSeconds, execute };
}

function atRandom(control: Control): () => Execution {
  let seed = 0;
  return () => control.run(small, randomWalk(seed++));
}

function startedAnew(scenario: Scenario): void {
  const control = openControl({ writer: writerFor('size'), processes });
  control.run(scenario, undisturbed);
  control.close();
}
