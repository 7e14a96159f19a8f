import pc from 'picocolors';
import type { Execution } from '../execution.js';
import type { Step } from '../gate/index.js';
import { liveName } from '../log-files.js';
import { sharedDate } from './dates.js';
import { cut } from './fold.js';
import { stepInWords } from './step.js';

/** A terminal's width, which up to nine processes keep to. */
const columns = 100;
const numberColumns = 5;
const filesColumns = 30;
/** What most steps need. */
const stepColumns = 30;
const leastColumns = 4;

/**
 * An execution's steps in the order in which they took effect: a row a step, a column a process, and the files after it
 * where it changed them. Looks that nobody came between are folded. Only one process goes in a row, so its step may run
 * on into the columns to its right. What all dates have in common stands in the head.
 */
export function interleaving({ trace, scenario }: Execution): string {
  const { startOf, filesAt } = layout(scenario.processes);
  const shared = sharedDate(trace.flatMap(({ path = '', to = '' }) => [path, to]));
  const brief = (text: string): string => (shared === '' ? text : text.replaceAll(shared, '…'));
  const processes = Array.from({ length: scenario.processes }, (_, process) =>
    `p${process}`.padEnd(startOf(1) - startOf(0)),
  );
  const heading = shared === '' ? 'files afterwards' : `files (… is ${shared})`;
  const lines = [`${''.padEnd(numberColumns)}${processes.join('')}`.padEnd(filesAt) + heading];
  const files = new Map<string, number>();
  let shown = '';
  for (const { number, process, text, steps } of rowsOf(trace)) {
    for (const step of steps) follow(files, step);
    const now = filesInWords(files);
    const start = startOf(process);
    const step = cut(brief(text), filesAt - start - 1).padEnd(filesAt - start);
    const changed = now === shown ? '' : cut(brief(now), columns - filesAt);
    lines.push(pc.dim(String(number).padEnd(numberColumns)) + ''.padEnd(start - numberColumns) + step + changed);
    shown = now;
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

interface Layout {
  readonly startOf: (process: number) => number;
  readonly filesAt: number;
}

/** Columns of one width; when there are many they get narrow, all but the last, which has none to its right to run on. */
function layout(processes: number): Layout {
  const room = columns - numberColumns - filesColumns;
  const others = Math.max(1, processes - 1);
  const even = Math.floor(room / Math.max(2, processes));
  const width = Math.max(leastColumns, Math.min(even, Math.floor((room - stepColumns) / others)));
  const startOf = (process: number): number => numberColumns + process * width;
  return { startOf, filesAt: startOf(processes - 1) + Math.max(width, stepColumns) };
}

interface Row {
  /** Of its first step, counted from 1. */
  readonly number: number;
  readonly process: number;
  readonly text: string;
  readonly steps: readonly Step[];
}

/** Three and more looks of one process in a row become one row, but not the ones beside another process's step. */
function rowsOf(trace: readonly Step[]): Row[] {
  const rows: Row[] = [];
  let looks: Step[] = [];
  const flush = (end: number): void => {
    const number = end - looks.length + 1;
    const [first] = looks;
    if (first !== undefined && looks.length >= 3) {
      rows.push({ number, process: first.process, text: `… ${looks.length} looks`, steps: looks });
    } else rows.push(...looks.map((step, index) => rowOf(step, number + index)));
    looks = [];
  };
  for (const [index, step] of trace.entries()) {
    const besideAnother = [trace[index - 1], trace[index + 1]].some((other) => other?.process !== step.process);
    if (isLook(step) && !besideAnother) looks.push(step);
    else {
      flush(index);
      rows.push(rowOf(step, index + 1));
    }
  }
  flush(trace.length);
  return rows;
}

function rowOf(step: Step, number: number): Row {
  return { number, process: step.process, text: stepInWords(step), steps: [step] };
}

function isLook({ footprint }: Step): boolean {
  return footprint.every(({ access }) => access === 'read');
}

/** What a step does to the directory's names and sizes. */
function follow(files: Map<string, number>, { call, path = '', to, flags = '', result }: Step): void {
  if ('error' in result) return;
  const size = ('size' in result ? result.size : undefined) ?? files.get(path) ?? 0;
  if (call === 'rename' && to !== undefined) {
    files.delete(path);
    files.set(to, size);
  } else if (call === 'unlink' || call === 'rmdir') files.delete(path);
  else if (call === 'mkdir' || (call === 'open' && flags.includes('O_CREAT')) || files.has(path)) files.set(path, size);
}

/** The live file first, the rotated ones by what follows its name: `app.log 51, .1 102`. */
function filesInWords(files: ReadonlyMap<string, number>): string {
  return [...files]
    .toSorted(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
    .map(([name, size]) => `${name.startsWith(`${liveName}.`) ? name.slice(liveName.length) : name} ${size}`)
    .join(', ');
}
