import { concurrencies, type Concurrency } from '../scenario/concurrency.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { plainBugsTold } from '../search/both-ways.js';
import type { SearchRequest } from '../search/request.js';
import { invariantNamed } from '../claims/index.js';
import { isQuestionFor } from '../claims/judge.js';
import { MachineFault } from '../machine-fault.js';
import { errorMessage } from '../words.js';
import { lengthened, steadyMs } from '../limits.js';
import type { Bounds, Budget, ClaimVerdict, SearchResult } from '../search/verdict.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Asked, Cell, Row } from './cell.js';

export interface RowRequest {
  readonly writer: WriterProgram;
  readonly asked: Asked;
  /** Carries out the searches, one after the other. */
  readonly search: (request: Omit<SearchRequest, 'threads' | 'workers'>) => Promise<SearchResult>;
  /** Keeps a counterexample and gives its file, where it can be kept. */
  readonly keep: (counterexample: Counterexample) => string | undefined;
  /** The counterexample that was kept before, where it still breaks its claim. */
  readonly known: (claim: string, concurrency: Concurrency) => Promise<Counterexample | undefined>;
  readonly onProgress?: SearchRequest['onProgress'];
}

/**
 * Searches a writer alone, then together. Both cells have one counterexample where that is a plain bug. What is known to break a claim does so, whether this search
 * found it again or not.
 */
export async function searchRow(request: RowRequest): Promise<Row> {
  const { writer, asked } = request;
  const startedAt = performance.now();
  try {
    const alone = await searchIn('alone', request);
    const together = await searchIn('together', request);
    const cells = claimsOf(writer, asked.claims).flatMap((claim) =>
      cellsOf(verdictOn(claim, alone), verdictOn(claim, together), request.keep),
    );
    return { writer: writer.name, asked, seconds: Math.round((performance.now() - startedAt) / 100) / 10, cells };
  } catch (error) {
    // That is no answer of this writer's, and would be none of the next one's.
    if (error instanceof MachineFault) throw error;
    return unknownRow(writer, asked, errorMessage(error));
  }
}

function claimsOf({ rotations }: WriterProgram, claims: readonly string[]): readonly string[] {
  return claims.filter((claim) => isQuestionFor(invariantNamed(claim) ?? { needs: {} }, rotations));
}

/** A row of which nothing is known, and why. */
export function unknownRow(writer: WriterProgram, asked: Asked, reason: string): Row {
  const cells = claimsOf(writer, asked.claims).flatMap((claim) =>
    concurrencies.map((concurrency): Cell => ({ claim, concurrency, verdict: 'unknown', executions: 0, reason })),
  );
  return { writer: writer.name, asked, seconds: 0, cells };
}

/** As much as looking for all failures may take, so often may it take to make them as small as they go. */
const timesLooking = 3;
/** However few executions are asked for, a counterexample takes some hundred to become small. */
const leastMore = 3000;
const leastSeconds = 60;
/** What is under way when it is over ends a little later. */
const endsLaterMs = 30_000;

/** What one search of a writer may take as a whole: one that is slow, or fails in many ways, does not hold up the others. */
export function boundsOf({ executions = 0, seconds }: Budget, nowMs: number): Bounds {
  const shrinkMs =
    seconds === undefined ? Infinity : nowMs + lengthened(Math.max(leastSeconds, seconds * timesLooking) * 1000);
  return { more: Math.max(leastMore, executions * timesLooking), shrinkMs, endMs: shrinkMs + endsLaterMs };
}

async function searchIn(concurrency: Concurrency, request: RowRequest): Promise<readonly ClaimVerdict[]> {
  const { writer, asked, search, known, onProgress } = request;
  const { seed, budget } = asked;
  const progress = onProgress === undefined ? {} : { onProgress };
  const claims = claimsOf(writer, asked.claims);
  const bounds = boundsOf(budget, steadyMs());
  const found = await search({ writer, claims, seed, budget, bounds, concurrency, ...progress });
  const verdicts: ClaimVerdict[] = [];
  for (const verdict of found.claims) {
    const { name, explored } = verdict;
    const counterexample = verdict.verdict === 'violated' ? undefined : await known(name, concurrency);
    verdicts.push(counterexample === undefined ? verdict : { name, explored, verdict: 'violated', counterexample });
  }
  return verdicts;
}

function verdictOn(claim: string, verdicts: readonly ClaimVerdict[]): ClaimVerdict {
  const found = verdicts.find(({ name }) => name === claim);
  if (found === undefined) throw new Error(`The search said nothing of ${claim}.`);
  return found;
}

function cellsOf(alone: ClaimVerdict, together: ClaimVerdict, keep: RowRequest['keep']): [Cell, Cell] {
  const told = plainBugsTold({ alone, together });
  const cell = cellOf(told.alone ?? alone, 'alone', keep);
  if (told.alone === told.together) return [cell, { ...cell, concurrency: 'together' }];
  return [cell, cellOf(together, 'together', keep)];
}

function cellOf(found: ClaimVerdict, concurrency: Concurrency, keep: RowRequest['keep']): Cell {
  const { name: claim, explored } = found;
  const place = { claim, concurrency };
  switch (found.verdict) {
    case 'held':
      return { ...place, verdict: 'held', explored };
    case 'unknown':
      return { ...place, verdict: 'unknown', executions: explored.executions, reason: found.reason };
    case 'violated': {
      const { scenario, schedule, violation } = found.counterexample;
      const { processes, records } = scenario;
      const [preemptions, faults] = [schedule.preemptions.length, schedule.faults.length];
      const file = keep(found.counterexample);
      return {
        ...place,
        verdict: 'violated',
        size: { processes, records, preemptions, faults },
        message: violation.message,
        ...(file !== undefined && { file }),
      };
    }
  }
}
