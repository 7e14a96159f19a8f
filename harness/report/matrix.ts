import { styleText } from 'node:util';
import { invariantNamed } from '../claims/index.js';
import { concurrencies } from '../scenario/concurrency.js';
import type { Cell, Held, Row, Unknown, Violated } from '../matrix/cell.js';
import { counted } from '../words.js';
import { saidOnce } from './fold.js';
import { textTable } from './table.js';
import { withVersions } from './versions.js';
import { wrapped } from './wrap.js';

/** What a claim is called at the head of a column. */
export function headOf(claim: string): string {
  return invariantNamed(claim)?.heading ?? claim;
}

/** What is known of a claim for a writer: its counterexamples, the one alone last, or else its least certain cell. */
export function findingsOf(row: Row, claim: string): readonly [Cell, ...Cell[]] | undefined {
  const cells = row.cells.filter((cell) => cell.claim === claim);
  const violated = cells.filter((cell) => cell.verdict === 'violated').toReversed();
  const [first, second] = violated;
  if (first !== undefined) return second === undefined || isSame(first, second) ? [first] : [first, second];
  const [worst] = [...cells.filter(({ verdict }) => verdict === 'unknown'), ...cells];
  return worst === undefined ? undefined : [worst];
}

/** Whether two counterexamples show one plain bug: one that needs a single process is found alone and together. */
function isSame(one: Violated, other: Violated): boolean {
  return one.size.processes === other.size.processes;
}

/** The table: a row a writer, a column a claim. */
export function matrixTable(rows: readonly Row[], claims: readonly string[]): string {
  return textTable(
    ['', ...claims.map(headOf)],
    rows.map((row) => [row.writer, ...claims.map((claim) => cellText(findingsOf(row, claim)))]),
  );
}

function cellText([first, second]: readonly Cell[] = []): string {
  switch (first?.verdict) {
    case undefined:
      return '–';
    case 'held':
      return styleText('green', '✓');
    case 'unknown':
      return styleText('yellow', '?');
    case 'violated':
      return styleText('red', `✗ ${first.size.processes}×${first.size.records}${second === undefined ? '' : '+'}`);
  }
}

/** What the marks mean, below the table. */
export function legend(claims: readonly string[]): string {
  const marks = [
    '✓ held, alone and together',
    '✗ broken by so many processes × records each: 1×… by one alone, so also together; + in another way by one alone',
    '? unknown',
    '– not a question',
  ].join('; ');
  const names = claims.flatMap((claim) => (headOf(claim) === claim ? [] : [`${headOf(claim)}: ${claim}`]));
  return [wrapped('', marks), ...(names.length === 0 ? [] : [wrapped('', names.join(', '))])].join('\n');
}

/** What is known of one writer: what breaks and where it is kept, why something is unknown, and what all others held in. */
export function rowInWords(row: Row): string {
  const { cells, seconds } = row;
  const writer = withVersions(row.writer, row.asked.versions);
  const [first] = cells;
  // One that can't be started, for instance.
  if (first?.verdict === 'unknown' && cells.every((cell) => cell.verdict === 'unknown' && cell.reason === first.reason))
    return `${styleText('bold', writer)}\n${wrapped(`  ${styleText('yellow', '?')} `, `unknown: ${first.reason}`)}`;
  const names = [...new Set(cells.map(({ claim }) => claim))];
  const width = Math.max(...names.map((name) => name.length));
  const lines = names.flatMap((claim) =>
    (findingsOf(row, claim) ?? []).flatMap((cell) => {
      const name = cell.claim.padEnd(width);
      if (cell.verdict === 'violated') return [wrapped(`  ${styleText('red', '✗')} ${name}  `, violatedInWords(cell))];
      return cell.verdict === 'unknown'
        ? [wrapped(`  ${styleText('yellow', '?')} ${name}  `, unknownInWords(cell))]
        : [];
    }),
  );
  return [`${styleText('bold', writer)} (${seconds} s)`, ...lines, ...heldInWords(row, names)].join('\n');
}

function violatedInWords(cell: Violated): string {
  const { size, message, file } = cell;
  const how = [
    `${counted(size.processes, 'process', 'processes')} × ${counted(size.records, 'record')}`,
    ...(size.preemptions === 0 ? [] : [counted(size.preemptions, 'preemption')]),
    ...(size.faults === 0 ? [] : [counted(size.faults, 'tick or fault', 'ticks or faults')]),
  ].join(', ');
  return `${how}: ${message}${file === undefined ? '' : ` ${file}`}`;
}

function unknownInWords({ concurrency, reason }: Unknown): string {
  return `${concurrency}: ${reason.replace(/\.$/, '')}.`;
}

function heldInWords(row: Row, names: readonly string[]): string[] {
  const held = names.flatMap((claim): [string, string][] => {
    const cells = row.cells.flatMap((cell) => (cell.claim === claim && cell.verdict === 'held' ? [cell] : []));
    return cells.length < concurrencies.length ? [] : [[claim, cells.map(reachInWords).join(', ')]];
  });
  return saidOnce(held).map(({ names: claims, text }) => {
    const subject = claims.length === names.length ? 'everything' : claims.join(', ');
    return wrapped(`  ${styleText('green', '✓')} `, `${subject} held ${text}`);
  });
}

function reachInWords({ concurrency, explored }: Held): string {
  const { executions, rotated, rotatedWhileOverlapping } = explored;
  const times = concurrency === 'alone' ? rotated : rotatedWhileOverlapping;
  const how = concurrency === 'alone' ? 'rotated' : 'rotated while two processes overlapped';
  const aside = rotated === 0 ? '' : ` (${times.toLocaleString('en')} ${how})`;
  return `${concurrency} in ${counted(executions, 'execution')}${aside}`;
}
