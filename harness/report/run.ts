import { styleText } from 'node:util';
import { accountFor, nameOf } from '../execution/accounting.js';
import type { Execution, ProcessReport } from '../execution/execution.js';
import { endInWords } from '../execution/end-in-words.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import { totalRecords } from '../scenario/scenario.js';
import { counted } from '../words.js';
import { cut, distinctLines, firstOf, withoutStacks } from './fold.js';
import { missingRecords, resultOf, spread, type RunResult } from './run-result.js';

/** Enough for a traceback. */
const maxStderrLines = 16;

/** What became of one execution's records, a paragraph. */
export function executionInWords(execution: Execution): string {
  const result = resultOf(execution);
  const lines = [
    ...execution.processes.flatMap(processInWords),
    headline(execution, result),
    ...missingInWords(result, execution.scenario.processes),
    ...tornInWords(execution),
    ...duplicatedInWords(execution),
    ...unexpectedInWords(execution),
    ...outcomeInWords(execution),
  ];
  return lines.join('\n');
}

/** What a process printed on stderr, lines alike counted, and how it ended where that was not as asked. */
function processInWords(report: ProcessReport): string[] {
  const name = styleText('bold', `p${report.process}`);
  const printed = report.stderr === '' ? [] : distinctLines(withoutStacks(report.stderr));
  const shown = printed
    .slice(0, maxStderrLines)
    .map(({ line, times }) => `${cut(line, 80)}${times > 1 ? styleText('dim', `  ${times} times`) : ''}`);
  if (printed.length > shown.length) shown.push(`… and ${counted(printed.length - shown.length, 'other line')}`);
  const end = endInWords(report);
  return [...shown.map((line) => `  ${name} | ${line}`), ...(end === undefined ? [] : [`  ${name} ${end}`])];
}

function headline(execution: Execution, result: RunResult): string {
  const missing = missingRecords(result);
  const total = totalRecords(execution.scenario);
  const extras = [
    result.torn > 0 ? `${result.torn} of them torn` : '',
    result.duplicated > 0 ? `${counted(result.duplicated, 'record')} duplicated` : '',
  ].filter((extra) => extra !== '');
  const colour = missing === 0 ? 'green' : 'red';
  const seconds = `${(result.milliseconds / 1000).toFixed(2)} s, ${counted(execution.files.length, 'file')}`;
  return `${styleText(colour, [`${missing}/${total} records are missing`, ...extras].join(', '))} (${seconds})`;
}

function missingInWords({ missing }: RunResult, processes: number): string[] {
  return Array.from({ length: processes }, (_, process) => process).flatMap((process) => {
    const own = missing.filter(([owner]) => owner === process);
    if (own.length === 0) return [];
    const list = own.map(([, first, last]) => (first === last ? `${first}` : `${first}–${last}`));
    return [`  ${styleText('bold', `p${process}`)} misses ${firstOf(list, 8, 'range')}`];
  });
}

function tornInWords(execution: Execution): string[] {
  const { tornLines } = accountFor(execution);
  if (tornLines.length === 0) return [];
  const places = tornLines.map(({ file, line }) => `${file} line ${line}`);
  return [`  torn: ${firstOf(places, 5, 'line')}`];
}

function duplicatedInWords(execution: Execution): string[] {
  const twice = accountFor(execution)
    .records.flat()
    .filter(({ fate }) => fate === 'duplicated');
  if (twice.length === 0) return [];
  return [`  duplicated: ${firstOf(twice.map(nameOf), 5, 'record')}`];
}

function unexpectedInWords(execution: Execution): string[] {
  const { unexpected } = accountFor(execution);
  const shown = unexpected.slice(0, 5).map(({ file, line, what }) => `  ${file} line ${line} holds ${what}`);
  const left = unexpected.length - shown.length;
  return left > 0 ? [...shown, `  and ${counted(left, 'other place')} something that nobody wrote`] : shown;
}

function outcomeInWords(execution: Execution): string[] {
  const why = whyIncomplete(execution);
  return why === undefined ? [] : [`  not completed ${why}`];
}

/** What several runs have in common. */
export function runsInWords(results: readonly RunResult[]): string {
  const missing = results.map(missingRecords);
  const withLoss = missing.filter((count) => count > 0).length;
  const [minimum, median, maximum] = spread(missing);
  return `${withLoss} of ${counted(results.length, 'run')} with a loss; records missing: minimum ${minimum}, median ${median}, maximum ${maximum}`;
}
