import { closest, distance } from 'fastest-levenshtein';

/** A question to put behind a sentence, where one of the words that are known is almost the one that was written. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = closest(word, known);
  // Two letters that have changed places count twice.
  const most = word.length < 4 ? 1 : Math.max(2, word.length / 3);
  return distance(word, nearest) <= most ? ` Did you mean ${nearest}?` : '';
}
