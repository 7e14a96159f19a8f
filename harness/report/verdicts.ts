import { styleText } from 'node:util';
import type { Concurrency } from '../scenario/concurrency.js';
import type { ClaimVerdict } from '../search/verdict.js';
import { exploredInWords } from './explored.js';
import { saidOnce } from './fold.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { counted } from '../words.js';
import { withVersions } from './versions.js';
import { wrapped } from './wrap.js';

/** A verdict, of one process alone or of several together, and whether the writer is held to it. */
export interface Told {
  readonly concurrency: Concurrency;
  readonly verdict: ClaimVerdict;
  readonly promised: boolean;
  readonly asked: boolean;
  /** The line that replays its counterexample. */
  readonly replay?: string;
}

/**
 * The verdicts of one search, and below them what the claims that held were put through. What the writer is not held to
 * stands apart.
 */
export function verdictsInWords(
  { name: writer, versions, asIs }: Pick<WriterProgram, 'name' | 'versions' | 'asIs'>,
  seed: number,
  told: readonly Told[],
): string {
  const width = Math.max(...told.map(({ verdict }) => verdict.name.length));
  const asked = rowsOf(told.filter((each) => each.asked));
  const beside = rowsOf(told.filter((each) => !each.asked));
  // A program as it is promises nothing at all.
  const aside = asIs === undefined ? ` (${writer} does not promise it)` : '';
  const heading = `What ${writer} does not promise, so that nothing of it is held against it:`;
  return [
    wrapped('', `${withVersions(writer, versions)}, seed ${seed}`),
    ...asked.map((row, index) => lineOf(row, asked[index - 1], aside, width)),
    ...(beside.length === 0
      ? []
      : [wrapped('', heading), ...beside.map((row, index) => lineOf(row, beside[index - 1], aside, width))]),
    ...heldInWords(told, 'alone'),
    ...heldInWords(told, 'together'),
  ].join('\n');
}

/** What is said alike of one process and of several takes one row. */
interface Row {
  readonly told: Told;
  readonly who: Concurrency | 'both';
}

function rowsOf(told: readonly Told[]): Row[] {
  const names = new Set(told.map(({ verdict }) => verdict.name));
  return [...names].flatMap((name) => {
    const [one, other] = told.filter(({ verdict }) => verdict.name === name);
    if (one === undefined) return [];
    if (other === undefined) return [{ told: one, who: one.concurrency }];
    if (essence(one) === essence(other)) return [{ told: other, who: 'both' }];
    return [one, other].map((each): Row => ({ told: each, who: each.concurrency }));
  });
}

/** What makes two verdicts on one claim one, whatever the counts. To be broken in two ways is not, even if both read alike. */
function essence({ verdict }: Told): unknown {
  if (verdict.verdict === 'violated') return verdict.counterexample;
  return verdict.verdict === 'unknown' ? verdict.reason.replaceAll(/\d[\d,]*/g, '#') : verdict.verdict;
}

const marks: Readonly<Record<ClaimVerdict['verdict'], string>> = {
  held: styleText('green', '✓'),
  violated: styleText('red', '✗'),
  unknown: styleText('yellow', '?'),
};

/** @param before the row above it: a reason that it gives already is not told again. */
function lineOf(row: Row, before: Row | undefined, unpromised: string, width: number): string {
  const { told, who } = row;
  const { verdict, asked, promised, replay } = told;
  const isBroken = verdict.verdict === 'violated';
  const aside = isBroken && asked && !promised ? unpromised : '';
  const text = isForTheSameReason(told, before?.told)
    ? `unknown${placeOf(who)} for the same reason`
    : rowText(verdict, who);
  const line = wrapped(`${marks[verdict.verdict]} ${verdict.name.padEnd(width)}  `, text + aside);
  return isBroken && !asked && replay !== undefined ? `${line}\n  ${replay}` : line;
}

function isForTheSameReason({ verdict }: Told, before: Told | undefined): boolean {
  return (
    verdict.verdict === 'unknown' && before?.verdict.verdict === 'unknown' && verdict.reason === before.verdict.reason
  );
}

function placeOf(who: Row['who']): string {
  return who === 'both' ? '' : ` ${who}`;
}

function rowText(verdict: ClaimVerdict, who: Row['who']): string {
  const place = placeOf(who);
  switch (verdict.verdict) {
    case 'held':
      return `held${place}`;
    case 'violated': {
      const { violation } = verdict.counterexample;
      const by = who === 'both' ? ' by one process alone,' : place;
      return `violated${by}${afterHowMany(verdict)}: ${violation.message.replace(/\.$/, '')}${othersInWords(verdict.others)}`;
    }
    case 'unknown':
      return `unknown${place}: ${verdict.reason.replace(/\.$/, '')}`;
  }
}

function othersInWords(others: readonly unknown[] = []): string {
  return others.length === 0 ? '' : `; and in ${counted(others.length, 'other way')}`;
}

function heldInWords(told: readonly Told[], concurrency: Concurrency): string[] {
  const held = told.filter((each) => each.concurrency === concurrency && each.verdict.verdict === 'held');
  const reaches = saidOnce(held.map(({ verdict: { name, explored } }) => [name, exploredInWords(explored)]));
  return reaches.map(({ names, text }) => {
    const subject = reaches.length === 1 ? styleText('green', '✓') : names.join(', ');
    return wrapped('', `${subject} held ${concurrency} ${text}.`);
  });
}

function afterHowMany({ explored: { firstFailure } }: ClaimVerdict): string {
  if (firstFailure === undefined) return '';
  return firstFailure === 1 ? ' by the first execution' : ` by execution ${firstFailure.toLocaleString('en')}`;
}
