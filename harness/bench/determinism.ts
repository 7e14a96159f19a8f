import { setImmediate } from 'node:timers/promises';
import { execa } from 'execa';
import { openControl } from '../control/control.js';
import { carryOut } from '../control/plan.js';
import { firstDifference } from '../control/determinism.js';
import type { Execution } from '../execution/execution.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Rotation } from '../scenario/rotation.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { builtInWriters } from '../writers/index.js';
import { runsOr } from './runs.js';
import { small } from './subjects.js';
import { lengthened } from '../limits.js';

const busyLoops = 6;

/**
 * Random schedules of each writer and each of its rotations, executed twice in the same processes and once in fresh ones; then
 * a tenth as many under load. `LOGTORTURE_RUNS` says how many of each.
 */
export async function benchDeterminism(): Promise<void> {
  const each = runsOr(100);
  await printIdentical('on an idle machine', each);
  const loops = Array.from({ length: busyLoops }, () =>
    execa(process.execPath, ['-e', 'for (;;);'], { reject: false, stdio: 'ignore' }),
  );
  await printIdentical(`beside ${busyLoops} busy loops`, Math.ceil(each / 10));
  for (const loop of loops) loop.kill('SIGKILL');
  await Promise.all(loops);
}

async function printIdentical(where: string, each: number): Promise<void> {
  const subjects = builtInWriters()
    .filter(({ unavailable }) => unavailable === undefined)
    .flatMap((writer) => writer.rotations.map((kind) => ({ writer, kind })));
  const counts = [];
  for (const { writer, kind } of subjects) {
    counts.push({ writer, kind, identical: await identicalOf(writer, kind, each) });
  }
  const identical = counts.reduce((sum, count) => sum + count.identical, 0);
  const all = each * subjects.length;
  console.log(
    `${identical} of ${all} random schedules, ${each} of each writer and rotation, gave one execution ${where}`,
  );
  for (const { writer, kind, identical: own } of counts) {
    if (own < each) console.log(`  ${writer.name} by ${kind}: ${own} of ${each}`);
  }
}

async function identicalOf(writer: WriterProgram, kind: Rotation['kind'], each: number): Promise<number> {
  const scenario = scenarioOf(kind);
  const warm = openControl({ writer, processes: 2, limitMs: lengthened(60_000) });
  const fresh = openControl({ writer, processes: 2, limitMs: lengthened(60_000) });
  let identical = 0;
  for (let seed = 1; seed <= each; seed++) {
    // An execution blocks this thread, so it hears of signals here.
    await setImmediate();
    const { execution, schedule } = carryOut(warm, scenario, { kind: 'random-walk', seed });
    const again = carryOut(warm, scenario, { kind: 'schedule', schedule });
    fresh.renew(scenario);
    const anew = carryOut(fresh, scenario, { kind: 'schedule', schedule });
    const differences = [again, anew].flatMap((other) => differenceOf(execution, other.execution) ?? []);
    if (differences.length === 0) identical += 1;
    // One difference is enough of a writer that differs each time.
    else if (identical === seed - 1) console.log(`  ${writer.name} by ${kind}, seed ${seed}: ${differences[0]}`);
  }
  warm.close();
  fresh.close();
  return identical;
}

/** Where two executions differ, but for the directories of their controls, which some programs write into a file. */
function differenceOf(first: Execution, second: Execution): string | undefined {
  return firstDifference(inOneDirectory(first), inOneDirectory(second));
}

type Told = Pick<Execution, 'events' | 'files' | 'history' | 'processes'>;

function inOneDirectory(execution: Execution): Execution {
  const { events, files, history, processes } = execution;
  const told = JSON.stringify({ events, files, history, processes } satisfies Told);
  const same: Told = JSON.parse(told.replaceAll(/logtorture-[a-zA-Z]+-[a-zA-Z]+/g, 'logtorture'));
  return { ...execution, ...same };
}

function scenarioOf(kind: Rotation['kind']): Scenario {
  if (kind === 'size') return small;
  if (kind === 'none') return { ...small, rotation: { kind } };
  return { ...small, rotation: { kind, periodMs: 1000, backups: 4 }, pausesMs: [0, 700] };
}
