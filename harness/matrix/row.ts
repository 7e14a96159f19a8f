import { concurrencies, type Concurrency } from '../scenario/concurrency.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { plainBugsTold } from '../search/both-ways.js';
import type { SearchRequest } from '../search/request.js';
import { invariantNamed } from '../claims/index.js';
import { isQuestionFor } from '../claims/judge.js';
import { errorMessage } from '../words.js';
import type { ClaimVerdict, SearchResult } from '../search/verdict.js';
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

async function searchIn(concurrency: Concurrency, request: RowRequest): Promise<readonly ClaimVerdict[]> {
  const { writer, asked, search, known, onProgress } = request;
  const { seed, budget } = asked;
  const progress = onProgress === undefined ? {} : { onProgress };
  const claims = claimsOf(writer, asked.claims);
  const found = await search({ writer, claims, seed, budget, concurrency, ...progress });
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
