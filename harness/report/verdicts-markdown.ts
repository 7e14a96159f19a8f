import { stripVTControlCharacters } from 'node:util';
import { counterexampleInWords } from './counterexample.js';
import { exploredInWords } from './explored.js';
import { violationInWords } from './explanation.js';
import type { Findings } from './junit.js';
import type { Told } from './verdicts.js';

const marks = { held: '✓', violated: '✗', unknown: '?' } as const;

/** A search as a comment of Markdown: a table of verdicts, and below it each counterexample to what the writer is held to. */
export function verdictsMarkdown({ writer, seed, told, whereOf }: Findings): string {
  const rows = told.map(
    ({ verdict, concurrency, promised, ...each }) =>
      `| ${marks[verdict.verdict]} | \`${verdict.name}\` | ${concurrency} | ${promised ? 'yes' : 'no'} | ${cell(textOf({ verdict, concurrency, promised, ...each }))} |`,
  );
  const broken = told.flatMap(({ verdict, asked }) =>
    asked && verdict.verdict === 'violated' ? [verdict.counterexample] : [],
  );
  const screens = [...new Set(broken)].flatMap((counterexample) => [
    '',
    `<details><summary>${escaped(`${counterexample.writer} breaks ${counterexample.claim}`)}</summary>`,
    '',
    fenced(stripVTControlCharacters(counterexampleInWords(counterexample, whereOf(counterexample)))),
    '',
    '</details>',
  ]);
  const head = ['|  | claim | processes | promised | what was found |', '| --- | --- | --- | --- | --- |'];
  return [`**${escaped(writer)}**, seed ${seed}`, '', ...head, ...rows, ...screens, ''].join('\n');
}

function textOf({ verdict }: Told): string {
  switch (verdict.verdict) {
    case 'held':
      return `held ${exploredInWords(verdict.explored)}`;
    case 'violated':
      return violationInWords(verdict.counterexample.violation);
    case 'unknown':
      return verdict.reason;
  }
}

function cell(words: string): string {
  return escaped(words)
    .replaceAll('|', String.raw`\|`)
    .replaceAll('\n', ' ');
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[*_`[\]]/g, String.raw`\$&`);
}

/** A block that no line in it ends. */
function fenced(words: string): string {
  const longest = Math.max(2, ...Array.from(words.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${words}\n${fence}`;
}
