import { styleText } from 'node:util';
import { accountFor, nameOf } from '../execution/accounting.js';
import type { Execution, ProcessReport } from '../execution/execution.js';
import { endInWords } from '../execution/end-in-words.js';
import { removedLines } from '../execution/line-accounting.js';
import { whyIncomplete } from '../execution/why-incomplete.js';
import { totalRecords } from '../scenario/scenario.js';
import { counted } from '../words.js';
import { cut, distinctLines, firstOf, withoutStacks } from './fold.js';
import { missingRecords, resultOf, spread, type RunResult } from './run-result.js';

/** Enough for a traceback. */
const maxPrintedLines = 16;

/** What became of one execution's records, a paragraph. */
export function executionInWords(execution: Execution): string {
  const result = resultOf(execution);
  const lines = [
    ...execution.processes.flatMap(processInWords),
    headline(execution, result),
    ...missingInWords(result, execution.scenario.processes),
    ...refusedInWords(execution),
    ...tornInWords(execution),
    ...duplicatedInWords(execution),
    ...removedInWords(execution),
    ...unexpectedInWords(execution),
    ...filesInWords(execution),
    ...outcomeInWords(execution),
  ];
  return lines.join('\n');
}

/** What a process printed, lines alike counted, and how it ended where that was not as asked. */
function processInWords(report: ProcessReport): string[] {
  const name = styleText('bold', `p${report.process}`);
  const printed = report.stderr === '' ? [] : distinctLines(withoutStacks(report.stderr));
  const shown = printed
    .slice(0, maxPrintedLines)
    .map(({ line, times }) => `${cut(line, 80)}${times > 1 ? styleText('dim', `  ${times} times`) : ''}`);
  if (printed.length > shown.length) shown.push(`… and ${counted(printed.length - shown.length, 'other line')}`);
  const end = endInWords(report);
  return [...shown.map((line) => `  ${name} | ${line}`), ...(end === undefined ? [] : [`  ${name} ${end}`])];
}

function headline(execution: Execution, result: RunResult): string {
  const missing = missingRecords(result);
  const { asIs, scenario } = execution;
  const total = asIs === undefined ? totalRecords(scenario) : accountFor(execution).records.flat().length;
  const kind = asIs === undefined ? 'record' : 'line';
  const extras = [
    result.torn > 0 ? `${result.torn} of them torn` : '',
    result.duplicated > 0 ? `${counted(result.duplicated, kind)} duplicated` : '',
  ].filter((extra) => extra !== '');
  const colour = missing === 0 ? 'green' : 'red';
  const seconds = `${(result.milliseconds / 1000).toFixed(2)} s, ${counted(execution.files.length, 'file')}`;
  return `${styleText(colour, [`${missing}/${total} ${kind}s are missing`, ...extras].join(', '))} (${seconds})`;
}

function missingInWords({ missing }: RunResult, processes: number): string[] {
  return Array.from({ length: processes }, (_, process) => process).flatMap((process) => {
    const own = missing.filter(([owner]) => owner === process);
    if (own.length === 0) return [];
    const list = own.map(([, first, last]) => (first === last ? `${first}` : `${first}–${last}`));
    return [`  ${styleText('bold', `p${process}`)} misses ${firstOf(list, 8, 'range')}`];
  });
}

/** What a writer said of records that it refused: those are missing with its knowledge. */
function refusedInWords({ history, scenario }: Execution): string[] {
  return Array.from({ length: scenario.processes }, (_, process) => process).flatMap((process) => {
    const refused = history.flatMap((event) => (event.kind === 'fail' && event.process === process ? [event] : []));
    const [first] = refused;
    if (first === undefined) return [];
    const said = `${refused.length === 1 ? '' : 'the first one '}with ${JSON.stringify(cut(first.message, 80))}`;
    return [`  ${styleText('bold', `p${process}`)} refused ${counted(refused.length, 'record')}, ${said}`];
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

/** Of a program as it is, what went with files that were to go: each file with how many of its lines. */
function removedInWords(execution: Execution): string[] {
  const removed = removedLines(execution);
  return [...new Set(removed.map(({ file }) => file))].map((file) => {
    const lines = removed.filter((line) => line.file === file).length;
    return `  ${counted(lines, 'line')} went with ${file}, which may be removed`;
  });
}

function unexpectedInWords(execution: Execution): string[] {
  const { unexpected } = accountFor(execution);
  const shown = unexpected.slice(0, 5).map(({ file, line, what }) => `  ${file} line ${line} holds ${what}`);
  const left = unexpected.length - shown.length;
  return left > 0 ? [...shown, `  and ${counted(left, 'other place')} something that nobody wrote`] : shown;
}

/** What stands in the directory, and whose records nobody has counted. */
function filesInWords({ files, elsewhere = [], history }: Execution): string[] {
  const isOutside = files.length + elsewhere.length === 0 && history.some(({ kind }) => kind === 'ok');
  return [
    ...(isOutside
      ? ['  no file of a log is left in the folder of the file that the processes were told to write to']
      : []),
    ...files.flatMap(({ name, packedWith }) =>
      packedWith === undefined
        ? []
        : [`  ${name} is packed with ${packedWith}, which nothing here unpacks: what it holds is unknown`],
    ),
    ...elsewhere.map(({ name }) => `  records stand in ${name}, which is not taken for part of the log`),
  ];
}

function outcomeInWords(execution: Execution): string[] {
  const why = whyIncomplete(execution);
  return why === undefined ? [] : [`  not completed ${why}`];
}

/** What several runs have in common. */
export function runsInWords(results: readonly RunResult[], noun = 'record'): string {
  const missing = results.map(missingRecords);
  const withLoss = missing.filter((count) => count > 0).length;
  const [minimum, median, maximum] = spread(missing);
  return `${withLoss} of ${counted(results.length, 'run')} with a loss; ${noun}s missing: minimum ${minimum}, median ${median}, maximum ${maximum}`;
}
