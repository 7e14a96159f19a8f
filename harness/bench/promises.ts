import { textTable } from '../report/table.js';
import { search } from '../search/search.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { correctNeighbours } from '../writers/canaries/index.js';
import { runsOr } from './runs.js';
import { writerFor } from './subjects.js';

/** Whether the search accuses none of the writers in which the bug of a canary is mended. */
export const benchNeighbours = (): Promise<void> =>
  benchPromises(
    'Writers in which the bug of a canary is mended',
    correctNeighbours.map(({ program }) => program),
  );

/** Whether each remedy upholds what it promises. */
export const benchRemedies = (): Promise<void> =>
  benchPromises(
    'Ways to write one log from several processes',
    ['locked', 'lockfile', 'reopening', 'own-file', 'aggregated'].map(writerFor),
  );

/** Holds writers to all that they promise, with `LOGTORTURE_RUNS` executions each. */
async function benchPromises(title: string, programs: readonly WriterProgram[]): Promise<void> {
  const executions = runsOr(20_000);
  const rows: (string | number)[][] = [];
  const doubts: string[] = [];
  for (const program of programs) {
    const { claims } = await search({ writer: program, claims: program.guarantees, seed: 1, budget: { executions } });
    const called = (wanted: string): string[] =>
      claims.filter(({ verdict }) => verdict === wanted).map(({ name }) => name);
    const counts = claims.map(({ explored }) => explored.executions);
    const reasons = claims.flatMap((claim) => (claim.verdict === 'unknown' ? [firstLine(claim.reason)] : []));
    for (const reason of new Set(reasons)) doubts.push(`  ${program.name}: ${reason}`);
    rows.push([
      program.name,
      [Math.min(...counts), Math.max(...counts)].map((count) => count.toLocaleString('en')).join(' to '),
      called('held').length,
      called('unknown').length,
      called('violated').join(', ') || 'none',
    ]);
  }
  console.log(`${title}, each searched for all that it promises, with ${executions.toLocaleString('en')} executions:`);
  const head = ['writer', 'executions of a claim', 'claims held', 'unknown', 'broken'];
  console.log(textTable(head, [...rows, ['wanted', '', '', '0', 'none']]));
  if (doubts.length > 0) console.log(['why a claim is unknown:', ...doubts].join('\n'));
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
