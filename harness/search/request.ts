import type { Concurrency } from '../scenario/concurrency.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { Shard } from './lanes.js';
import type { KnownSize } from './search-plan.js';
import type { TaskRecord } from './task-record.js';
import type { SearchThread } from './threads.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Bounds, Budget, SearchProgress } from './verdict.js';

/** What a search is asked for. */
export interface SearchRequest {
  readonly writer: WriterProgram;
  /** Names of claims that come with logtorture. */
  readonly claims: readonly string[];
  readonly seed: number;
  readonly budget: Budget;
  /** Default: none, so that a counterexample is shrunk for as long as it takes. */
  readonly bounds?: Bounds;
  /** Claims of which up to three counterexamples are looked for, each of which fails in another way; default: none. */
  readonly several?: readonly string[];
  /** Claims of which one counterexample ends the search; default: none. */
  readonly bailOn?: readonly string[];
  /**
   * Called once, when small scenarios have been gone through in order and others are about to be drawn: that may wait for something
   * which is more likely to show a failure. Gives what the search has left then, or nothing where it is to end.
   */
  readonly beforeDrawing?: () => Promise<Left | undefined>;
  /** Searches only scenarios of one process, or only such of two and more; default: both. */
  readonly concurrency?: Concurrency;
  /** Which small scenarios come first, since a failure of this size is known; default: in the usual order. */
  readonly beginsWith?: KnownSize;
  /** Whether counterexamples say what else would do and what would not, which takes longer; default: true. */
  readonly explained?: boolean;
  /** How many threads search at once, each with processes of its own; default: one for each processor. */
  readonly workers?: number;
  /** Threads that stay open for other searches, instead of new ones. */
  readonly threads?: readonly SearchThread[];
  readonly onProgress?: (progress: SearchProgress) => void;
  /** Which part of the search is carried out, of how many; default: all of it, undivided. */
  readonly shard?: Shard;
  /** Told of each task in the order of the plan, but for those that are gone through again. */
  readonly onTask?: (record: TaskRecord) => void;
  /** Told of each counterexample once it is confirmed, each time that it has become smaller, and when it stays as it is. */
  readonly onFound?: (found: Found) => void;
}

/** For how long a search still looks, where its budget is a time, and within which bounds it does all else. */
export interface Left {
  readonly seconds?: number;
  readonly bounds: Bounds;
}

/** A counterexample while a search goes on. */
export interface Found {
  readonly counterexample: Counterexample;
  /** Which of several it is, in the order in which they were found; default: 1. */
  readonly ordinal?: number;
  /** Whether it stays as it is. */
  readonly isFinal: boolean;
}
