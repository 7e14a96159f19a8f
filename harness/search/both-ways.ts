import { concurrencyOf, type Concurrency } from '../scenario/concurrency.js';
import type { ClaimVerdict } from './verdict.js';

/** What is said of one claim where one process writes alone, and where several do together. */
export type BothWays = Readonly<Partial<Record<Concurrency, ClaimVerdict>>>;

/**
 * What is found together and needs but one process, shrunk as far as it goes, is a plain bug and no race: then both have
 * one verdict, and one counterexample.
 */
export function plainBugsTold({ alone, together }: BothWays): BothWays {
  const isPlain = together?.verdict === 'violated' && concurrencyOf(together.counterexample.scenario) === 'alone';
  if (!isPlain) return { ...(alone !== undefined && { alone }), ...(together !== undefined && { together }) };
  const plain = alone?.verdict === 'violated' ? alone : together;
  return { ...(alone !== undefined && { alone: plain }), together: plain };
}
