import { openSearchThread, type SearchThread } from '../search/threads.js';

/**
 * A thread that searches, which loads while the command itself is still being loaded. Nothing where only help is asked for, or
 * another limit, which is not known yet.
 * @param words those of the command line, up to `--`.
 */
export function firstThread(words: readonly string[]): Promise<SearchThread> | undefined {
  if (words[0] !== 'check' || words.some((word) => /^(-h|--help|--limit(=.*)?)$/.test(word))) return undefined;
  const opening = openSearchThread();
  // Why it can't be opened is told by whoever waits for it.
  opening.catch(() => undefined);
  return opening;
}
