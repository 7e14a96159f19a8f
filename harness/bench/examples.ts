import { availableParallelism } from 'node:os';
import { openControl } from '../control/control.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { claimsOfExamples, examples, type Example } from '../examples/index.js';
import { isAlone, writerOf } from '../examples/writer.js';
import { steadyMs } from '../limits.js';
import { textTable } from '../report/table.js';
import { undisturbed } from '../schedulers/undisturbed.js';
import { replayCounterexample } from '../search/replay-counterexample.js';
import { search } from '../search/search.js';
import type { ClaimVerdict } from '../search/verdict.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { runsOr } from './runs.js';

const seconds = 30;
const replays = 20;

/**
 * Whether each example has the verdict that is known of it: those that break a claim within half a minute, each counterexample coming
 * again in processes started anew; all others after `LOGTORTURE_RUNS` executions for all claims.
 */
export async function benchExamples(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const example of examples()) rows.push(await rowOf(example));
  console.log(`Applications as they are, with ${availableParallelism()} threads:`);
  const head = ['example', 'known', 'verdict', 'executions', 'first after, s', 'came again', 'how it is started'];
  console.log(textTable(head, [...rows, ['wanted', '', 'as known', '', `≤ ${seconds}`, `${replays}/${replays}`, '']]));
}

async function rowOf(example: Example): Promise<(string | number)[]> {
  const { name, breaks, rarely, unavailable } = example;
  const known =
    breaks.join(', ') || (rarely === undefined ? 'held' : `held, rarely not ${rarely.breaks}: ${rarely.how}`);
  if (unavailable !== undefined) return [name, known, unavailable, '', '', '', ''];
  const writer = writerOf(example);
  const found = breaks.length === 0 ? await searchAll(example, writer) : await searchFor(writer, breaks);
  return [name, known, ...found, howStarted(example, writer)];
}

type Found = readonly [verdict: string, executions: string, firstAfter: string, cameAgain: string];

/** Searches for what is known to be broken, until each claim has a counterexample. */
async function searchFor(writer: WriterProgram, breaks: readonly string[]): Promise<Found> {
  const startedMs = performance.now();
  let firstMs: number | undefined;
  const result = await search({
    writer,
    claims: breaks,
    seed: 1,
    budget: { seconds },
    // Long orders of a service take minutes to shrink.
    bounds: { more: Infinity, shrinkMs: steadyMs() + 2 * seconds * 1000, endMs: Infinity },
    onFound: () => (firstMs ??= performance.now() - startedMs),
  });
  const counterexamples = result.claims.flatMap((each) => (each.verdict === 'violated' ? each.counterexample : []));
  const again: string[] = [];
  for (const counterexample of counterexamples) again.push(await cameAgain(counterexample, writer));
  return [
    result.claims.map(({ name, verdict }) => `${name} ${verdict}`).join(', '),
    result.claims.map(({ explored }) => explored.executions.toLocaleString('en')).join(', '),
    firstMs === undefined ? '' : (firstMs / 1000).toFixed(1),
    again.join(', '),
  ];
}

async function cameAgain(counterexample: Counterexample, writer: WriterProgram): Promise<string> {
  const { reproduced } = await replayCounterexample({ counterexample, writer, times: replays });
  return `${reproduced.broken}/${reproduced.times}`;
}

/** Searches for anything that is broken. */
async function searchAll(example: Example, writer: WriterProgram): Promise<Found> {
  const budget = { executions: runsOr(2000) };
  const concurrency = isAlone(example) ? 'alone' : 'together';
  const result = await search({ writer, claims: claimsOfExamples, seed: 1, budget, concurrency });
  const not = result.claims.filter(({ verdict }) => verdict !== 'held');
  const executions = Math.min(...result.claims.map(({ explored }) => explored.executions));
  for (const each of not) console.log(`${writer.name} ${each.verdict}: ${whyOf(each)}`);
  const verdicts = not.map(({ name, verdict }) => `${name} ${verdict}`);
  return [verdicts.join(', ') || 'held', executions.toLocaleString('en'), '', ''];
}

function whyOf(verdict: ClaimVerdict): string {
  return verdict.verdict === 'violated'
    ? verdict.counterexample.violation.message
    : 'reason' in verdict
      ? verdict.reason
      : '';
}

function howStarted({ copies, lines }: Example, writer: WriterProgram): string {
  const [processes, records] = [copies?.min ?? 2, lines?.min ?? 2];
  const control = openControl({ writer, processes });
  try {
    return control.run({ processes, records, recordBytes: [32], rotation: { kind: 'none' } }, undisturbed).start ?? '';
  } finally {
    control.close();
  }
}
