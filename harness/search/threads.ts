import type { Begun } from '../threads/begin.js';
import { openThread, type Thread } from '../threads/thread.js';
import type { Violation } from '../claims/invariant.js';
import type { Question } from './judging.js';
import type { SearcherOptions } from './searcher.js';
import type { Assignment, TaskResult } from './task.js';
import { lengthened } from '../limits.js';
import { searchModule } from './search-module.js';

/** Carries out the tasks of one search after another, whatever their writers: the longer it lives, the faster is its code. */
export type SearchThread = Thread<Assignment, TaskResult, Question, Judgement>;

/** How an execution breaks a claim; undefined where it can't judge it. */
type Judgement = readonly Violation[] | undefined;

const usualLimitMs = 10_000;

/**
 * @param begun the thread, where it has begun to load already.
 * @throws {Error} when it can't be started.
 */
export function openSearchThread(
  options: SearcherOptions = { limitMs: lengthened(usualLimitMs) },
  begun?: Begun,
): Promise<SearchThread> {
  return openThread<Assignment, TaskResult, Question, Judgement>(searchModule, options, begun);
}

/** @throws {Error} when one of them can't be started; then none is left. */
export async function openSearchThreads(count: number, options?: SearcherOptions): Promise<SearchThread[]> {
  const opening = Array.from({ length: count }, () => openSearchThread(options));
  const opened = await Promise.allSettled(opening);
  const threads = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = opened.find((each) => each.status === 'rejected');
  if (refused === undefined) return threads;
  await Promise.all(threads.map(({ close }) => close()));
  throw refused.reason;
}
