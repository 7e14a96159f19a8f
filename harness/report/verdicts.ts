import { styleText } from 'node:util';
import type { ClaimVerdict, SearchResult } from '../search/verdict.js';
import { exploredInWords } from './explored.js';
import { saidOnce } from './fold.js';
import { wrapped } from './wrap.js';

/**
 * The verdicts of one search: a row a claim, and below them what the ones that held were put through.
 * @param promised what the writer promises; a broken claim that it does not is marked so.
 */
export function verdictsInWords({ writer, seed, claims }: SearchResult, promised: readonly string[]): string {
  const name = Math.max(...claims.map((verdict) => verdict.name.length));
  const rows = claims.map((verdict) => {
    const asked = verdict.verdict !== 'violated' || promised.includes(verdict.name);
    const aside = asked ? '' : ` (${writer} does not promise it)`;
    return wrapped(`${marks[verdict.verdict]} ${verdict.name.padEnd(name)}  `, rowText(verdict) + aside);
  });
  return [`${writer}, seed ${seed}`, ...rows, ...heldInWords(claims)].join('\n');
}

const marks: Readonly<Record<ClaimVerdict['verdict'], string>> = {
  held: styleText('green', '✓'),
  violated: styleText('red', '✗'),
  unknown: styleText('yellow', '?'),
};

function rowText(verdict: ClaimVerdict): string {
  switch (verdict.verdict) {
    case 'held':
      return 'held';
    case 'violated':
      return `violated${afterHowMany(verdict)}: ${verdict.counterexample.violation.message.replace(/\.$/, '')}`;
    case 'unknown':
      return `unknown: ${verdict.reason.replace(/\.$/, '')}`;
  }
}

function heldInWords(claims: readonly ClaimVerdict[]): string[] {
  const held = claims.filter(({ verdict }) => verdict === 'held');
  const reaches = saidOnce(held.map(({ name, explored }) => [name, exploredInWords(explored)]));
  return reaches.map(({ names, text }) => {
    const subject = reaches.length === 1 ? styleText('green', '✓') : names.join(', ');
    return wrapped('', `${subject} held ${text}.`);
  });
}

function afterHowMany({ explored: { firstFailure } }: ClaimVerdict): string {
  if (firstFailure === undefined) return '';
  return firstFailure === 1 ? ' by the first execution' : ` by execution ${firstFailure.toLocaleString('en')}`;
}
