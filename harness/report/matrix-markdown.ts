import { markdownTable } from 'markdown-table';
import type { Cell, Row, Violated } from '../matrix/cell.js';
import { findingsOf, headOf } from './matrix.js';

/** The matrix as a table of Markdown, whose broken cells lead to their counterexamples. */
export function matrixMarkdown(rows: readonly Row[], claims: readonly string[]): string {
  const head = ['writer', ...claims.map(headOf), 'executions'];
  const lines = rows.map((row) => [
    `\`${row.writer}\``,
    ...claims.map((claim) => cellText(findingsOf(row, claim))),
    mostExecutions(row).toLocaleString('en'),
  ]);
  return markdownTable([head, ...lines], { align: ['', ...claims.map(() => ''), 'right'] });
}

function cellText(findings: readonly Cell[] = []): string {
  switch (findings[0]?.verdict) {
    case undefined:
      return '–';
    case 'held':
      return '✓';
    case 'unknown':
      return '?';
    case 'violated':
      return `✗ ${findings.flatMap((cell) => (cell.verdict === 'violated' ? [evidence(cell)] : [])).join(', ')}`;
  }
}

/** `2 × 2`: how many processes write how many records each. One process does it alone. */
function evidence({ size, file }: Violated): string {
  const words = `${size.processes} × ${size.records}`;
  return file === undefined ? words : `[${words}](${file})`;
}

/** What was searched in vain, alone and together: what holds has been put through so much. */
function mostExecutions({ cells }: Row): number {
  const most = (concurrency: Cell['concurrency']): number =>
    Math.max(
      0,
      ...cells.map((cell) =>
        cell.concurrency === concurrency && cell.verdict === 'held' ? cell.explored.executions : 0,
      ),
    );
  return most('alone') + most('together');
}
