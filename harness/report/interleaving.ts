import Table from 'cli-table3';
import pc from 'picocolors';
import type { Execution } from '../execution.js';
import type { Step } from '../gate/index.js';
import { liveName } from '../log-files.js';
import { cut } from './fold.js';
import { stepInWords } from './step.js';

/** A terminal's width, as these tables use it. */
const columns = 100;
const numberColumns = 5;
const filesColumns = 30;

/**
 * An execution's steps in the order in which they took effect: a row a step, a column a process, and the files after it
 * where it changed them. Looks that nobody came between are folded.
 */
export function interleaving({ trace, scenario }: Execution): string {
  const width = Math.max(12, Math.floor((columns - numberColumns - filesColumns) / scenario.processes));
  const processes = Array.from({ length: scenario.processes }, (_, process) => process);
  const table = new Table({
    head: ['', ...processes.map((process) => `p${process}`), 'files afterwards'],
    colWidths: [numberColumns, ...processes.map(() => width), filesColumns],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars: blank,
  });
  const files = new Map<string, number>();
  let shown = '';
  for (const row of rowsOf(trace)) {
    for (const step of row.steps) follow(files, step);
    const now = filesInWords(files);
    const cells = processes.map((process) => (process === row.process ? cut(row.text, width - 1) : ''));
    table.push([pc.dim(String(row.number)), ...cells, now === shown ? '' : cut(now, filesColumns)]);
    shown = now;
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const blank = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left', 'left-mid']
    .concat(['mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);

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
    files.set(to, size);
    files.delete(path);
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
