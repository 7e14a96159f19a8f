import type { Claim } from '../claims/claim.js';
import { companies, companyOf, type Company } from '../scenario/company.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { exploredInWords } from '../report/explored.js';
import type { SearchRequest } from '../search/search.js';
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
  readonly known: (claim: Claim, company: Company) => Promise<Counterexample | undefined>;
  readonly onProgress?: SearchRequest['onProgress'];
}

/**
 * Searches a writer alone, then together. What is found together and needs but one process, shrunk as far as it goes, is a
 * plain bug and no race: then both cells have one counterexample. What is known to break a claim does so, whether this search
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
    return unknownRow(writer, asked, error instanceof Error ? error.message : String(error));
  }
}

/** A writer that never rotates has no backups to keep. */
function claimsOf({ rotations }: WriterProgram, claims: readonly Claim[]): readonly Claim[] {
  return claims.filter((claim) => claim !== 'retention-kept' || rotations.some((kind) => kind !== 'none'));
}

/** A row of which nothing is known, and why. */
export function unknownRow(writer: WriterProgram, asked: Asked, reason: string): Row {
  const cells = claimsOf(writer, asked.claims).flatMap((claim) =>
    companies.map((company): Cell => ({ claim, company, verdict: 'unknown', executions: 0, reason })),
  );
  return { writer: writer.name, asked, seconds: 0, cells };
}

async function searchIn(company: Company, request: RowRequest): Promise<readonly ClaimVerdict[]> {
  const { writer, asked, search, known, onProgress } = request;
  const { seed, budget } = asked;
  const progress = onProgress === undefined ? {} : { onProgress };
  const claims = claimsOf(writer, asked.claims);
  const found = await search({ writer, claims, seed, budget, company, ...progress });
  const verdicts: ClaimVerdict[] = [];
  for (const verdict of found.claims) {
    const { name, explored } = verdict;
    const counterexample = verdict.verdict === 'violated' ? undefined : await known(name, company);
    verdicts.push(counterexample === undefined ? verdict : { name, explored, verdict: 'violated', counterexample });
  }
  return verdicts;
}

function verdictOn(claim: Claim, verdicts: readonly ClaimVerdict[]): ClaimVerdict {
  const found = verdicts.find(({ name }) => name === claim);
  if (found === undefined) throw new Error(`The search said nothing of ${claim}.`);
  return found;
}

function cellsOf(alone: ClaimVerdict, together: ClaimVerdict, keep: RowRequest['keep']): [Cell, Cell] {
  if (together.verdict === 'violated' && companyOf(together.counterexample.scenario) === 'alone') {
    const cell = cellOf(alone.verdict === 'violated' ? alone : together, 'alone', keep);
    return [cell, { ...cell, company: 'together' }];
  }
  return [cellOf(alone, 'alone', keep), cellOf(together, 'together', keep)];
}

function cellOf(found: ClaimVerdict, company: Company, keep: RowRequest['keep']): Cell {
  const { name: claim, explored } = found;
  const { executions, rotated, overlapped, rotatedWhileOverlapping } = explored;
  const place = { claim, company };
  switch (found.verdict) {
    case 'held': {
      const reach = { executions, rotated, overlapped, rotatedWhileOverlapping };
      return { ...place, verdict: 'held', ...reach, explored: exploredInWords(explored) };
    }
    case 'unknown':
      return { ...place, verdict: 'unknown', executions, reason: found.reason };
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
