import type { MatrixRow } from '../data.js';

/** What rows must be like; an empty text lets all through. */
export interface RowFilter {
  readonly language: string;
  readonly verdict: string;
}

/** The rows of a language, which have a cell of a verdict; of `held`, which have nothing but such. */
export function rowsLike(rows: readonly MatrixRow[], { language, verdict }: RowFilter): MatrixRow[] {
  return rows.filter((row) => {
    if (language !== '' && row.language !== language) return false;
    if (verdict === '') return true;
    const verdicts = row.cells.map((cell) => cell.verdict);
    return verdict === 'held'
      ? verdicts.every((each) => each === 'held' || each === 'none')
      : verdicts.some((each) => each === verdict);
  });
}
