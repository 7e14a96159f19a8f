import type { Told } from '../report/verdicts.js';
import type { Concurrency } from '../scenario/concurrency.js';
import { plainBugsTold } from '../search/both-ways.js';
import type { SearchRequest } from '../search/request.js';
import type { ClaimVerdict, SearchProgress, SearchResult } from '../search/verdict.js';
import { shareAlone, shareTogether } from './budget.js';
import type { CheckOptions, CheckRequest } from './check-options.js';

export type Search = (request: SearchRequest) => Promise<SearchResult>;

/**
 * Searches with one process alone, then with several together, so that a race never hides what one process alone loses.
 * Both share one budget.
 */
export async function searchParts(
  search: Search,
  { writer, parts, seed }: CheckRequest,
  { budget, workers }: Pick<CheckOptions, 'budget' | 'workers'>,
  onProgress: (progress: SearchProgress) => void,
): Promise<Told[]> {
  const startedAt = performance.now();
  const found = new Map<Concurrency, readonly ClaimVerdict[]>();
  for (const { concurrency, claims } of parts) {
    const elapsedMs = performance.now() - startedAt;
    const share = concurrency === 'alone' ? shareAlone(budget) : shareTogether(budget, elapsedMs);
    const result = await search({
      writer,
      claims,
      seed,
      concurrency,
      budget: parts.length === 1 ? budget : share,
      ...(workers !== undefined && { workers }),
      onProgress: (at) => onProgress({ ...at, doing: `${concurrency}: ${at.doing}` }),
    });
    found.set(concurrency, result.claims);
  }
  return told(parts, found);
}

function told(parts: CheckRequest['parts'], found: ReadonlyMap<Concurrency, readonly ClaimVerdict[]>): Told[] {
  const names = new Set(parts.flatMap(({ claims }) => claims));
  return [...names].flatMap((name) => {
    const on = (concurrency: Concurrency): Partial<Record<Concurrency, ClaimVerdict>> => {
      const verdict = found.get(concurrency)?.find((each) => each.name === name);
      return verdict === undefined ? {} : { [concurrency]: verdict };
    };
    const both = plainBugsTold({ ...on('alone'), ...on('together') });
    return parts.flatMap(({ concurrency, promised, asked }) => {
      const verdict = both[concurrency];
      return verdict === undefined
        ? []
        : [{ concurrency, verdict, promised: promised.has(name), asked: asked.has(name) }];
    });
  });
}
