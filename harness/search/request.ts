import type { Concurrency } from '../scenario/concurrency.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { SearchThread } from './threads.js';
import type { Budget, SearchProgress } from './verdict.js';

/** What a search is asked for. */
export interface SearchRequest {
  readonly writer: WriterProgram;
  /** Names of claims that come with logtorture. */
  readonly claims: readonly string[];
  readonly seed: number;
  readonly budget: Budget;
  /** Searches only scenarios of one process, or only such of two and more; default: both. */
  readonly concurrency?: Concurrency;
  /** Whether counterexamples say what else would do and what would not, which takes longer; default: true. */
  readonly explained?: boolean;
  /** How many threads search at once, each with processes of its own; default: one for each processor. */
  readonly workers?: number;
  /** Threads that stay open for other searches, instead of new ones. */
  readonly threads?: readonly SearchThread[];
  readonly onProgress?: (progress: SearchProgress) => void;
}
