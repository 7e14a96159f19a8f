import { searchModule } from '../search/search-module.js';
import { beginThread, type Begun } from '../threads/begin.js';

/**
 * Begins a thread that searches, which loads while the command `check` itself is still being loaded. Nothing where only help is asked for.
 * @param words those of its command line.
 */
export function firstThread(words: readonly string[]): Begun | undefined {
  return words.some((word) => /^(-h|--help)$/.test(word)) ? undefined : beginThread(searchModule);
}
