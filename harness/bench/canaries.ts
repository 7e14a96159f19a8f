import { availableParallelism } from 'node:os';
import { spread } from '../report/run-result.js';
import { textTable } from '../report/table.js';
import { search } from '../search/search.js';
import type { ClaimVerdict } from '../search/verdict.js';
import { canaries, type Canary } from '../writers/canaries/index.js';
import { remedyCanaries } from '../writers/remedies/broken/index.js';
import { isOfSize, sizeInWords, sizeOf } from './smallest.js';
import { runsOr, seedsUpTo } from './runs.js';

/** What is not found within so many executions counts as missed. */
const enough = 10_000;
/** Executions for each seed in which a canary must keep all other claims. */
const othersEach = 100;

type Broken = Pick<Canary, 'program' | 'breaks' | 'minimum' | 'alsoBreaks'>;

const remedies: readonly Broken[] = remedyCanaries.flatMap(({ program, breaks, minimum }) =>
  minimum === undefined ? [] : [{ program, breaks, minimum, alsoBreaks: [] }],
);

/** The canaries, most of which break a lock or a rotation. */
export const benchCanaries = (): Promise<void> => benchBroken(canaries);

/** Those that are broken copies of the remedies, most of which show only when something fails. */
export const benchBrokenRemedies = (): Promise<void> => benchBroken(remedies);

/**
 * Whether the search finds every writer that is broken on purpose, by the claim that it breaks, in the smallest form and by
 * no other claim, whatever the seed. `LOGTORTURE_RUNS` says how many seeds.
 */
async function benchBroken(known: readonly Broken[]): Promise<void> {
  const seeds = seedsUpTo(runsOr(20));
  const rows: (string | number)[][] = [];
  for (const canary of known) {
    const found: Found[] = [];
    for (const seed of seeds) found.push(await findOut(canary, seed));
    const [, , slowest] = spread(found.map(({ seconds }) => seconds));
    const [, , executions] = spread(found.map(({ executions: count }) => count));
    rows.push([
      canary.program.name,
      canary.breaks,
      `${found.filter(({ isSmallest }) => isSmallest).length}/${seeds.length}`,
      executions.toLocaleString('en'),
      slowest.toFixed(1),
      (await accusations(canary, seeds.length * othersEach)).join(', ') || 'none',
    ]);
  }
  console.log(
    `Writers that are broken on purpose, each searched with ${seeds.length} seeds for the claim that it breaks:`,
  );
  const [most, others] = ['most executions to a failure', `other claims broken in ${seeds.length * othersEach}`];
  const head = ['writer', 'breaks', 'found at its minimum', most, 'slowest, seconds', others];
  console.log(textTable(head, [...rows, ['wanted', '', `${seeds.length}/${seeds.length}`, '', '< 10', 'none']]));
}

interface Found {
  readonly isSmallest: boolean;
  /** Until the first failure. */
  readonly executions: number;
  /** Until it is shrunk and confirmed, with the start of the processes. */
  readonly seconds: number;
}

async function findOut({ program, breaks, minimum }: Broken, seed: number): Promise<Found> {
  const startedAt = performance.now();
  const { claims } = await search({
    writer: program,
    claims: [breaks],
    seed,
    budget: { executions: enough },
    workers: availableParallelism(),
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const [verdict] = claims;
  const wanted = { ticks: 0, faults: 0, ...minimum };
  const size = verdict?.verdict === 'violated' ? sizeOf(verdict.counterexample) : undefined;
  const isSmallest = size !== undefined && isOfSize(size, wanted);
  if (!isSmallest) {
    const instead = size === undefined ? inWords(verdict) : sizeInWords(size);
    console.log(`  ${program.name}, seed ${seed}: ${instead}, and not ${sizeInWords(wanted)}`);
  }
  return { isSmallest, executions: verdict?.explored.firstFailure ?? Infinity, seconds };
}

/** What else a canary is said to break. */
async function accusations({ program, breaks, alsoBreaks }: Broken, executions: number): Promise<string[]> {
  const claims = program.guarantees.filter((claim) => claim !== breaks && alsoBreaks.every((other) => other !== claim));
  const result = await search({ writer: program, claims, seed: 1, budget: { executions } });
  return result.claims.filter(({ verdict }) => verdict === 'violated').map(({ name }) => name);
}

function inWords(verdict: ClaimVerdict | undefined): string {
  return verdict?.verdict === 'unknown' ? verdict.reason : (verdict?.verdict ?? 'nothing');
}
