import { stripVTControlCharacters, styleText } from 'node:util';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { hasFlag, ownerOf, type Step } from '../gate/index.js';
import { liveName } from '../execution/log-names.js';
import { processName } from '../execution/names.js';
import { sharedDate } from './dates.js';
import { cut } from './fold.js';
import { rowsOf } from './rows.js';
import { withoutLoneThreads } from '../execution/threads.js';
import { columns } from './wrap.js';
import type { Scenario } from '../scenario/scenario.js';

const numberColumns = 5;
const filesColumns = 30;
/** What most steps need. */
const stepColumns = 30;
const leastColumns = 4;
/** So much of a line that is written is shown before the files. */
const lineColumns = 17;
/** What stands before an explaining step's number. */
const mark = '► ';

/**
 * An execution's steps in the order in which they took effect: a row a step, a column a process, and the files after it
 * where it changed them. Looks of one process in a row are folded. Only one process goes in a row, so its step may run
 * on into the columns to its right; up to nine processes keep to the width. What all dates have in common stands in the head.
 * @param explaining the numbers of steps to mark, counted from 1.
 */
export function interleaving(execution: Shown, explaining: readonly number[] = []): string {
  const { scenario } = execution;
  const events = withoutLoneThreads(execution.events);
  const trace = traceOf({ events });
  const gutter = explaining.length === 0 ? 0 : mark.length;
  const shownColumns = columnsOf(execution, trace);
  const heads = shownColumns.map(({ head }) => head);
  const log = execution.asIs?.file ?? liveName;
  const { startOf, filesAt } = layout(heads.length, gutter + numberColumns);
  const shared = sharedDate(trace.flatMap(({ path = '', to = '', now = '' }) => [path, to, now]));
  const brief = (text: string): string => (shared === '' ? text : text.replaceAll(shared, '…'));
  const width = startOf(1) - startOf(0);
  // Where columns are narrow, what a process is there for is left out.
  const processes = heads.map((head) => (head.length < width ? head : head.replace(/ .*/, '')).padEnd(width));
  const heading = shared === '' ? 'files afterwards' : `files (… is ${shared})`;
  const lines = [`${''.padEnd(startOf(0))}${processes.join('')}`.padEnd(filesAt) + heading];
  const files = filesBefore(scenario);
  let shown = '';
  for (const row of rowsOf(events, explaining)) {
    if (row.kind === 'event') {
      lines.push(''.padEnd(startOf(0)) + styleText('dim', row.text));
      continue;
    }
    for (const step of row.steps) follow(files, step);
    const now = filesInWords(files, log);
    const start = startOf(shownColumns.findIndex(({ owner }) => owner === row.owner));
    const step = cut(brief(row.text), filesAt - start - 1).padEnd(filesAt - start);
    // Lines of a program are its own; those of a writer are as long as asked for.
    const line = scenario.lines === undefined ? '' : lineWritten(row.steps);
    const changed = now === shown && line === '' ? '' : cut(line + brief(now), columns - filesAt);
    const marked = (explaining.includes(row.number) ? mark : '').padEnd(gutter);
    const number = styleText('dim', String(row.number).padEnd(numberColumns));
    lines.push(marked + number + ''.padEnd(start - startOf(0)) + step + changed);
    shown = now;
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

/** What is shown of an execution. */
type Shown = Pick<Execution, 'scenario' | 'events' | 'asIs' | 'beside'>;

interface Column {
  readonly owner: string;
  readonly head: string;
}

/** A column for each process of the scenario; where processes are started for an execution, for each that took a step. */
export function columnsOf({ scenario, asIs, beside }: Shown, trace: readonly Step[]): readonly Column[] {
  const { processes, logrotate, lines } = scenario;
  const column = (process: number, what = ''): Column => ({ owner: ownerOf({ process }), head: `p${process}${what}` });
  const all = Array.from({ length: processes }, (_, process) => column(process));
  if (lines === undefined && beside === undefined)
    return logrotate === undefined ? all : [...all, column(processes, ' (logrotate)')];
  const others = [...(asIs?.with ?? beside ?? []).map(() => ' (with)'), ...(asIs?.drive ?? []).map(() => ' (drive)')];
  const whatIs = (process: number): string => others[process - processes] ?? '';
  const took = new Map(
    trace.map((step) => [ownerOf(step), { owner: ownerOf(step), head: processName(step) + whatIs(step.process) }]),
  );
  const shown = [...took.values()].toSorted((one, other) =>
    one.owner.localeCompare(other.owner, 'en', { numeric: true }),
  );
  return shown.length === 0 ? all : shown;
}

/** The last line that steps have written, in quotation marks, where that is known. */
function lineWritten(steps: readonly Step[]): string {
  const line = steps
    .at(-1)
    ?.data?.split('\n')
    .findLast((text) => text.trim() !== '');
  return line === undefined ? '' : `${JSON.stringify(cut(line, lineColumns))} `;
}

/** The interleaving as a counterexample keeps it: line by line, without colours. */
export function interleavingLines(execution: Shown, explaining: readonly number[]): string[] {
  return stripVTControlCharacters(interleaving(execution, explaining))
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Whether a line of an interleaving is marked. */
export function isMarked(line: string): boolean {
  return line.startsWith(mark);
}

interface Layout {
  readonly startOf: (process: number) => number;
  readonly filesAt: number;
}

/** Columns of one width. Many get narrow, except for the last one, whose text has no columns to its right to run on into. */
function layout(processes: number, before: number): Layout {
  const room = columns - before - filesColumns;
  const others = Math.max(1, processes - 1);
  const even = Math.floor(room / Math.max(2, processes));
  const width = Math.max(leastColumns, Math.min(even, Math.floor((room - stepColumns) / others)));
  const startOf = (process: number): number => before + process * width;
  return { startOf, filesAt: startOf(processes - 1) + Math.max(width, stepColumns) };
}

/** A file as the column tells of it, under each of its names. */
interface SizedFile {
  /** Nothing after a copy of which nobody saw how long it was. */
  bytes: number | undefined;
}

/** The log is there before where the scenario asks for a mode; a file that nobody knew of is seen at the first step on it. */
function filesBefore({ mode }: Scenario): Map<string, SizedFile> {
  return new Map(mode === undefined ? [] : [[liveName, { bytes: 0 }]]);
}

/** Applies to the directory's names and sizes what a step did. */
function follow(
  files: Map<string, SizedFile>,
  { call, path: held = '', now: path = held, to, flags = '', result }: Step,
): void {
  if ('error' in result) return;
  const known = files.get(path);
  const seen = 'size' in result ? result.size : undefined;
  const isUnknown = call === 'copy' && seen === undefined;
  const file = known ?? { bytes: 0 };
  if (isUnknown || seen !== undefined) file.bytes = seen;
  if ((call === 'rename' || call === 'link') && to !== undefined) {
    if (call === 'rename') files.delete(path);
    files.set(to, file);
  } else if (call === 'unlink' || call === 'rmdir') files.delete(path);
  else if (call === 'mkdir' || hasFlag(flags, 'O_CREAT')) files.set(path, file);
  else if (seen !== undefined && call !== 'stat' && isNameHere(path)) files.set(path, file);
}

/** A file elsewhere has an absolute path, and a removed one is marked. */
function isNameHere(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.endsWith('(deleted)');
}

/** The live file first, the rotated ones by what follows its name: `app.log 51, .1 102`. */
function filesInWords(files: ReadonlyMap<string, SizedFile>, log: string): string {
  return [...files]
    .toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
    .map(([name, { bytes = '?' }]) => `${name.startsWith(`${log}.`) ? name.slice(log.length) : name} ${bytes}`)
    .join(', ');
}
