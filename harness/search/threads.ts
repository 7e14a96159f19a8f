import { openThread, type Thread } from '../threads/thread.js';
import type { SearcherOptions } from './searcher.js';
import type { Assignment, TaskResult } from './task.js';

/** Carries out the tasks of one search after another, whatever their writers: the longer it lives, the faster is its code. */
export type SearchThread = Thread<Assignment, TaskResult>;

const usualLimitMs = 10_000;

/** @throws {Error} when one of them can't be started; then none is left. */
export async function openSearchThreads(
  count: number,
  options: SearcherOptions = { limitMs: usualLimitMs },
): Promise<SearchThread[]> {
  const opening = Array.from({ length: count }, () => openThread<Assignment, TaskResult>('search/worker.js', options));
  const opened = await Promise.allSettled(opening);
  const threads = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const refused = opened.find((each) => each.status === 'rejected');
  if (refused === undefined) return threads;
  await Promise.all(threads.map(({ close }) => close()));
  throw refused.reason;
}
