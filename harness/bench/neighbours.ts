import { textTable } from '../report/table.js';
import { search } from '../search/search.js';
import { correctNeighbours } from '../writers/canaries/index.js';
import { runsOr } from './runs.js';

/** Whether the search accuses none of the writers in which the bug of a canary is mended. `LOGTORTURE_RUNS` executions each. */
export async function benchNeighbours(): Promise<void> {
  const executions = runsOr(20_000);
  const rows: (string | number)[][] = [];
  const doubts: string[] = [];
  for (const { program } of correctNeighbours) {
    const { claims } = await search({ writer: program, claims: program.guarantees, seed: 1, budget: { executions } });
    const called = (wanted: string): string[] =>
      claims.filter(({ verdict }) => verdict === wanted).map(({ name }) => name);
    const most = Math.max(...claims.map(({ explored }) => explored.executions));
    const reasons = claims.flatMap((claim) => (claim.verdict === 'unknown' ? [firstLine(claim.reason)] : []));
    for (const reason of new Set(reasons)) doubts.push(`  ${program.name}: ${reason}`);
    rows.push([
      program.name,
      most.toLocaleString('en'),
      called('held').length,
      called('unknown').length,
      called('violated').join(', ') || 'none',
    ]);
  }
  console.log('Writers in which the bug of a canary is mended, searched for every claim:');
  const wanted = ['wanted', executions.toLocaleString('en'), '', '', 'none'];
  console.log(textTable(['writer', 'executions', 'claims held', 'unknown', 'broken'], [...rows, wanted]));
  if (doubts.length > 0) console.log(['why a claim is unknown:', ...doubts].join('\n'));
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
