import { openSearchThread, type SearchThread } from './threads.js';
import { lengthened } from '../limits.js';

/** Slow machines start slowly, and tests share theirs with others. */
const usualLimitMs = 30_000;

const opened: Promise<SearchThread>[] = [];

/** Threads that stay open for as long as this process lives, since starting processes takes longer than a small search. */
export function sharedThreads(count: number): Promise<readonly SearchThread[]> {
  while (opened.length < count) opened.push(openSearchThread({ limitMs: lengthened(usualLimitMs) }));
  return Promise.all(opened.slice(0, count));
}

/** The first of them. */
export function sharedThread(): Promise<SearchThread> {
  void sharedThreads(1);
  return opened[0] ?? openSearchThread({ limitMs: lengthened(usualLimitMs) });
}
