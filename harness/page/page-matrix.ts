import { invariantNamed } from '../claims/index.js';
import type { Cell, Row, Violated } from '../matrix/cell.js';
import { findingsOf, headOf } from '../report/matrix.js';
import { languageOf } from '../writers/language.js';
import type { WriterProgram } from '../writers/writer-program.js';
import type { MatrixCell, PageMatrix } from './data.js';

/** @param shows the place of the counterexample that a file keeps among those of the page, counted from 1, where it is drawn. */
export function pageMatrix(
  rows: readonly Row[],
  claims: readonly string[],
  writers: readonly WriterProgram[],
  shows: (file: string) => number | undefined,
): PageMatrix {
  const languageBy = new Map(writers.map(({ name, command }) => [name, languageOf(command) ?? 'other']));
  return {
    claims: claims.map((claim) => ({
      claim,
      heading: headOf(claim),
      meaning: invariantNamed(claim)?.holdsWhen ?? '',
    })),
    rows: rows.map((row) => ({
      writer: row.writer,
      language: languageBy.get(row.writer) ?? 'other',
      cells: claims.map((claim) => pageCell(findingsOf(row, claim), shows)),
    })),
  };
}

function pageCell(found: readonly Cell[] | undefined, shows: (file: string) => number | undefined): MatrixCell {
  const [first] = found ?? [];
  if (first === undefined) return { verdict: 'none', text: 'not a question', broken: [] };
  const text = first.verdict === 'violated' ? first.message : first.verdict === 'unknown' ? first.reason : 'held';
  const violated = (found ?? []).filter((cell): cell is Violated => cell.verdict === 'violated');
  return {
    verdict: first.verdict,
    text,
    broken: violated.map(({ size: { processes, records }, message, file }) => {
      const at = file === undefined ? undefined : shows(file);
      return { size: `${processes} × ${records}`, message, ...(at !== undefined && { shows: at }) };
    }),
  };
}
