import type { ClaimVerdict } from '../search/verdict.js';

/** The exit status of a search: 0 where everything held, 1 where a claim is broken, otherwise 3. */
export function exitStatusOf(found: readonly Pick<ClaimVerdict, 'verdict'>[]): number {
  const verdicts = new Set(found.map(({ verdict }) => verdict));
  if (verdicts.has('violated')) return 1;
  return verdicts.has('unknown') ? 3 : 0;
}
