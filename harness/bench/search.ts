import { availableParallelism } from 'node:os';
import { recordedCounterexamples } from '../property/recorded.js';
import { spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import { search } from '../search/search.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { runsOr, seedsUpTo } from './runs.js';
import { isOfSize, sizeInWords, sizeOf } from './smallest.js';
import { writerFor } from './subjects.js';

const claim = 'no-record-lost';
const writers = ['size', 'python-size', 'time', 'python-time'];
/** What is not found within so many executions counts as missed. */
const enough = 2000;
const workers = availableParallelism();

/**
 * How soon a search has the smallest lost record of CPython's handlers: as small as the one that is recorded, shrunk and
 * confirmed. `LOGTORTURE_RUNS` says with how many seeds.
 */
export async function benchSearch(): Promise<void> {
  const seeds = seedsUpTo(runsOr(20));
  const recorded = recordedCounterexamples('properties/counterexamples');
  const rows: (string | number)[][] = [];
  for (const name of writers) {
    const known = recorded.find(
      ({ counterexample }) => counterexample.claim === claim && counterexample.writer === name,
    );
    if (known === undefined) throw new Error(`No counterexample of ${name} to ${claim} is recorded.`);
    const found: Found[] = [];
    for (const seed of seeds) found.push(await findLoss(known.counterexample, seed));
    const [, started] = spread(found.map(({ startMs }) => startMs));
    const [, median, slowest] = spread(found.map(({ afterStartMs }) => afterStartMs));
    const [, , executions] = spread(found.map((each) => each.executions));
    const smallest = found.filter(({ isSmallest }) => isSmallest).length;
    const milliseconds = [started, median, slowest].map((ms) => Math.round(ms).toLocaleString('en'));
    rows.push([name, `${smallest}/${seeds.length}`, executions, ...milliseconds]);
  }
  const head = ['writer', 'as small as recorded', 'most executions to a failure', 'median start, ms'];
  rows.push(['wanted', `${seeds.length}/${seeds.length}`, '≤ 40', '', '< 1,000', '']);
  console.log(
    `A lost record, searched with ${seeds.length} seeds and ${workers} threads; from the first execution until it is ` +
      'shrunk, confirmed three times in fresh processes and explained:',
  );
  console.log(textTable([...head, 'then median, ms', 'slowest, ms'], rows));
}

interface Found {
  readonly isSmallest: boolean;
  /** Until the first failure. */
  readonly executions: number;
  /** Until the first task was done, which is the processes' start and a few executions. */
  readonly startMs: number;
  readonly afterStartMs: number;
}

async function findLoss(recorded: Counterexample, seed: number): Promise<Found> {
  const told: number[] = [];
  const { claims } = await search({
    writer: writerFor(recorded.writer),
    claims: [claim],
    seed,
    budget: { executions: enough },
    workers,
    onProgress: () => told.push(performance.now()),
  });
  const [verdict] = claims;
  // Each thread reports the task that it begins with; one more report means that a first task is done.
  const startMs = (told[workers] ?? 0) - (told[0] ?? 0);
  const size = verdict?.verdict === 'violated' ? sizeOf(verdict.counterexample) : undefined;
  const isSmallest = size !== undefined && isOfSize(size, sizeOf(recorded));
  if (!isSmallest) {
    const instead = size === undefined ? 'nothing' : sizeInWords(size);
    console.log(`  ${recorded.writer}, seed ${seed}: ${instead}, and not ${sizeInWords(sizeOf(recorded))}`);
  }
  const { firstFailure = Infinity, milliseconds = Infinity } = verdict?.explored ?? {};
  return { isSmallest, executions: firstFailure, startMs, afterStartMs: milliseconds - startMs };
}
