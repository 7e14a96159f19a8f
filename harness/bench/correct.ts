import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { textTable } from '../report/table.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { search } from '../search/search.js';
import { openSearchThreads, type SearchThread } from '../search/threads.js';
import { correctNeighbours } from '../writers/canaries/index.js';
import { findWriter } from '../writers/find-writer.js';
import { builtInWriters } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { runsOr } from './runs.js';

/** The fixtures whose files are unusual: other benches have theirs beside them. */
const unusual = [
  'chains-before-the-extension',
  'copies-and-empties',
  'folder-for-each-file',
  'goes-round',
  'links-hard-to-the-newest',
  'links-to-the-newest',
  'live-has-a-number',
  'names-by-week',
  'packs-into-a-folder',
  'packs-the-one-before-last',
  'writes-the-highest-number',
].map((name) => join(packageRoot, 'harness', 'bench', 'fixtures', `${name}.mjs`));

/** What a writer promises of one process, or of several. */
interface Promised {
  readonly writer: WriterProgram;
  readonly concurrency: Concurrency;
  readonly claims: readonly string[];
}

/**
 * Whether a writer is accused of breaking what it keeps: those that come with logtorture, by what they promise, those in
 * which the bug of a canary is mended, and those in `fixtures/`, whose files have unusual names, stand in folders, are packed
 * or linked. `LOGTORTURE_RUNS` says how many executions there are of all of them together.
 */
export async function benchCorrect(): Promise<void> {
  const wanted = runsOr(200_000);
  const writers = [
    ...(await Promise.all(unusual.map((path) => findWriter(path)))),
    ...correctNeighbours.map(({ program }) => program).filter(({ name }) => name !== 'sound'),
    ...builtInWriters().filter(({ unavailable }) => unavailable === undefined),
  ];
  const parts = writers.flatMap(promisesOf);
  const { threads, executions } = counting(await openSearchThreads(availableParallelism()));
  const rows: (string | number)[][] = [];
  for (const part of parts) {
    const before = executions();
    const budget = { executions: Math.ceil((wanted - before) / (parts.length - rows.length)) };
    const { claims } = await search({ ...part, seed: 1, budget, threads });
    const accused = claims.filter(({ verdict }) => verdict === 'violated').map(({ name }) => name);
    for (const claim of claims)
      if (claim.verdict === 'violated') console.log(counterexampleInWords(claim.counterexample));
      else if (claim.verdict === 'unknown')
        console.log(`${part.writer.name}, ${part.concurrency}, ${claim.name}: ${claim.reason}`);
    const row = [
      part.writer.name,
      part.concurrency,
      claims.length,
      executions() - before,
      accused.join(', ') || 'none',
    ];
    rows.push(row);
    // It goes on for an hour: whoever waits sees where it is.
    console.error(row.join(', '));
  }
  await Promise.all(threads.map(({ close }) => close()));
  const kept = new Set(parts.map(({ writer }) => writer.name)).size;
  const accused = rows.filter((row) => row.at(-1) !== 'none').length;
  console.log(textTable(['writer', 'processes', 'claims', 'executions', 'broken'], rows));
  console.log(
    `${accused} of ${rows.length} accused: ${kept} writers that keep what they promise, in ${executions().toLocaleString('en')} executions`,
  );
}

function promisesOf(writer: WriterProgram): Promised[] {
  const { guarantees, guaranteesAlone } = writer;
  const parts: Promised[] = [
    { writer, concurrency: 'alone', claims: [...new Set([...guarantees, ...guaranteesAlone])] },
    { writer, concurrency: 'together', claims: guarantees },
  ];
  return parts.filter(({ claims }) => claims.length > 0);
}

/** Counts every execution of some threads, whatever it was for. */
function counting(threads: readonly SearchThread[]): {
  readonly threads: readonly SearchThread[];
  readonly executions: () => number;
} {
  let executions = 0;
  const counted = threads.map((thread): SearchThread => ({
    ...thread,
    async ask(assignment) {
      const result = await thread.ask(assignment);
      if (result.kind === 'searched') executions += result.searched.executions;
      return result;
    },
  }));
  return { threads: counted, executions: () => executions };
}
