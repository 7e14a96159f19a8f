import { openControl } from '../control/control.js';
import { counted } from '../words.js';
import { defaultSilenceMs, runFree } from '../processes/free.js';
import { openPool } from '../processes/pool.js';
import { recordedCounterexamples } from '../property/recorded.js';
import { spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import { violationOf } from '../search/judging.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { canaries, minimalScenario } from '../writers/canaries/index.js';
import { drawnAttempts, drawnKinds, executionsToCatch, systematicAttempts, type Target } from './catching.js';
import { runsOr, seedsUpTo } from './runs.js';
import { writerFor } from './subjects.js';

/** More executions are not tried. */
const most = 2000;
const broken = new Set([
  'checks-before-lock',
  'keeps-stale-descriptor',
  'needs-three-processes',
  'needs-three-preemptions',
]);

/**
 * After how many executions each scheduler breaks a claim that some of its orders break, beside free executions for as long
 * as the random walks took. `LOGTORTURE_RUNS` says with how many seeds.
 */
export async function benchSchedulers(): Promise<void> {
  const seeds = seedsUpTo(runsOr(20));
  const rows: string[][] = [];
  for (const subject of subjects()) {
    const { writer, scenario } = subject;
    const control = openControl({ writer, processes: scenario.processes });
    const cells: string[] = [];
    let walksMs = 0;
    for (const kind of drawnKinds) {
      const startedAt = performance.now();
      const counts: (number | undefined)[] = [];
      for (const seed of seeds) {
        counts.push(await executionsToCatch(control, subject, drawnAttempts(kind, subject, seed), most));
      }
      if (kind === 'random-walk') walksMs = performance.now() - startedAt;
      cells.push(medianOf(counts));
    }
    // It draws nothing, so one seed is enough.
    cells.push(medianOf([await executionsToCatch(control, subject, systematicAttempts(subject), most)]));
    control.close();
    rows.push([writer.name, subject.needs, ...cells, await caughtFree(subject, walksMs)]);
  }
  console.log(
    `Executions until a claim is broken, median of ${seeds.length} seeds, where at most ${most.toLocaleString('en')} are tried:`,
  );
  const head = [
    'writer',
    'it takes',
    'random walk',
    'PCT',
    'POS',
    'SURW',
    'systematic',
    'free, as long as random walk',
  ];
  console.log(textTable(head, rows));
}

interface Subject extends Target {
  readonly writer: WriterProgram;
  /** The least that it takes, in words. */
  readonly needs: string;
}

/** Bugs of different depth, each in the smallest scenario that shows it. */
function subjects(): Subject[] {
  const recorded = recordedCounterexamples('properties/counterexamples').flatMap(({ counterexample }) => {
    const { claim, writer, scenario, schedule } = counterexample;
    if (claim !== 'no-record-lost' || !['size', 'time'].includes(writer)) return [];
    const [preemptions, ticks] = [schedule.preemptions.length, schedule.faults.length];
    return [{ writer: writerFor(writer), claim, scenario, needs: needs(scenario.processes, preemptions, ticks) }];
  });
  const known = canaries.flatMap((canary) => {
    const { program, breaks: claim, minimum } = canary;
    if (!broken.has(program.name)) return [];
    const { processes, preemptions, ticks = 0 } = minimum;
    return [{ writer: program, claim, scenario: minimalScenario(canary), needs: needs(processes, preemptions, ticks) }];
  });
  return [...recorded, ...known];
}

function needs(processes: number, preemptions: number, ticks: number): string {
  const clock = ticks === 0 ? '' : `, ${counted(ticks, 'tick')}`;
  return `${processes} processes, ${counted(preemptions, 'preemption')}${clock}`;
}

function medianOf(counts: readonly (number | undefined)[]): string {
  const [, median] = spread(counts.map((count) => count ?? Infinity));
  return median > most ? `> ${most.toLocaleString('en')}` : median.toLocaleString('en');
}

async function caughtFree({ writer, scenario, claim }: Subject, forMs: number): Promise<string> {
  const pool = openPool(defaultSilenceMs());
  // The processes are started before it counts.
  await runFree({ writer, scenario, pool });
  const startedAt = performance.now();
  let executions = 0;
  let caught = 0;
  while (performance.now() - startedAt < forMs) {
    const execution = await runFree({ writer, scenario, pool });
    executions += 1;
    if (violationOf(claim, execution) !== undefined) caught += 1;
  }
  await pool.close();
  return `${caught.toLocaleString('en')} of ${executions.toLocaleString('en')} caught`;
}
