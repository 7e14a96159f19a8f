import { stripVTControlCharacters } from 'node:util';
import { h, type ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexampleInWords, type Where } from './counterexample.js';
import { violationInWords } from './explanation.js';
import { exploredInWords } from './explored.js';
import type { Told } from './verdicts.js';

/** What a search found of one writer, and where its counterexamples are kept. */
export interface Findings {
  readonly writer: string;
  readonly seed: number;
  readonly told: readonly Told[];
  readonly whereOf: (counterexample: Counterexample) => Where;
}

/**
 * A search as a report of JUnit's, as Jenkins and others read it: a test case is a claim, alone or together. What the writer is not
 * held to is skipped where it does not hold.
 */
export function junitXml({ writer, seed, told, whereOf }: Findings): string {
  const cases = told.map((each) => testCase(writer, each, whereOf));
  const counts = {
    tests: told.length,
    failures: told.filter(({ asked, verdict }) => asked && verdict.verdict === 'violated').length,
    errors: told.filter(({ asked, verdict }) => asked && verdict.verdict === 'unknown').length,
    skipped: told.filter(({ asked, verdict }) => !asked && verdict.verdict !== 'held').length,
    time: seconds(told.reduce((sum, { verdict }) => Math.max(sum, verdict.explored.milliseconds), 0)),
  };
  const properties = element('properties', {}, element('property', { name: 'seed', value: String(seed) }));
  const suite = element('testsuite', { name: text(writer), ...counts }, properties, ...cases);
  const { skipped: _, ...all } = counts;
  const xml = renderToString(h('testsuites', { name: 'logtorture', ...all }, suite));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replaceAll(']]>', ']]&gt;').replaceAll(/<(?=testsuite |properties|testcase|\/testcase|\/testsuite)/g, '\n<')}\n`;
}

function testCase(writer: string, { verdict, concurrency, asked }: Told, whereOf: Findings['whereOf']): ComponentChild {
  const about = {
    name: `${verdict.name} ${concurrency}`,
    classname: text(writer),
    time: seconds(verdict.explored.milliseconds),
  };
  switch (verdict.verdict) {
    case 'held':
      return element('testcase', about, element('system-out', {}, text(`held ${exploredInWords(verdict.explored)}`)));
    case 'violated': {
      const { counterexample } = verdict;
      const message = text(violationInWords(counterexample.violation));
      if (!asked) return element('testcase', about, element('skipped', { message: `not promised: ${message}` }));
      const screen = text(counterexampleInWords(counterexample, whereOf(counterexample)));
      return element('testcase', about, element('failure', { type: verdict.name, message }, screen));
    }
    case 'unknown': {
      const message = text(verdict.reason);
      return element(
        'testcase',
        about,
        asked ? element('error', { type: 'unknown', message }) : element('skipped', { message }),
      );
    }
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Without the characters that XML can't hold. */
function text(words: string): string {
  return stripVTControlCharacters(words).replaceAll(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    '\ufffd',
  );
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: ComponentChild[]
): ComponentChild {
  return h(name, attributes, ...children);
}
