import { relative } from 'node:path';
import type { Cell, Row, Violated } from '../matrix/cell.js';
import { findingsOf, headOf } from './matrix.js';

/** The matrix as a table of Markdown, whose broken cells lead to their counterexamples, as seen from a folder. */
export function matrixMarkdown(rows: readonly Row[], claims: readonly string[], folder = '.'): string {
  return [headLines(claims), ...rows.map((row) => rowLine(row, claims, folder))].join('\n');
}

export function headLines(claims: readonly string[]): string {
  const head = tableLine(['writer', ...claims.map(headOf), 'executions']);
  return `${head}\n${tableLine(['---', ...claims.map(() => '---'), '--:'])}`;
}

export function rowLine(row: Row, claims: readonly string[], folder: string): string {
  return tableLine([
    `\`${row.writer}\``,
    ...claims.map((claim) => cellText(findingsOf(row, claim), folder)),
    mostExecutions(row).toLocaleString('en'),
  ]);
}

/** Without padding: one long cell would make all others of its column as long. */
function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellText(findings: readonly Cell[] = [], folder: string): string {
  switch (findings[0]?.verdict) {
    case undefined:
      return '–';
    case 'held':
      return '✓';
    case 'unknown':
      return '?';
    case 'violated':
      return `✗ ${findings.flatMap((cell) => (cell.verdict === 'violated' ? [evidence(cell, folder)] : [])).join(', ')}`;
  }
}

/** `2 × 2`: how many processes write how many records each. One process does it alone. */
function evidence({ size, file }: Violated, folder: string): string {
  const words = `${size.processes} × ${size.records}`;
  return file === undefined ? words : `[${words}](${relative(folder, file)})`;
}

/** The most executions that a claim which held was put through, alone and together. */
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
