import type { ClockMove, Execution } from '../execution.js';
import type { Step } from '../gate/index.js';
import { stepInWords } from './step.js';

/** A row of the interleaving: a step, several looks that are folded into one, or a move of the clock. */
export type Row =
  | {
      readonly kind: 'steps';
      /** Of its first step, counted from 1. */
      readonly number: number;
      readonly process: number;
      readonly text: string;
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'clock'; readonly text: string };

/**
 * Three and more looks of one process in a row become one row, but not the ones beside another process's step or beside
 * a move of the clock, and never a telling one.
 */
export function rowsOf({ trace, clockMoves = [] }: Execution, telling: readonly number[]): Row[] {
  const rows: Row[] = [];
  let looks: Step[] = [];
  const flush = (end: number): void => {
    const number = end - looks.length + 1;
    const [first] = looks;
    if (first !== undefined && looks.length >= 3) {
      const text = `… ${looks.length} looks`;
      rows.push({ kind: 'steps', number, process: first.process, text, steps: looks });
    } else rows.push(...looks.map((step, index) => rowOf(step, number + index)));
    looks = [];
  };
  const moves = movesByPlace(clockMoves);
  const moveBefore = (number: number): void => {
    const byMs = moves.get(number);
    if (byMs === undefined) return;
    flush(number - 1);
    rows.push({ kind: 'clock', text: `the clock moves by ${byMs.toLocaleString('en')} ms` });
  };
  for (const [index, step] of trace.entries()) {
    const number = index + 1;
    moveBefore(number);
    const besideAnother = [trace[index - 1], trace[index + 1]].some((other) => other?.process !== step.process);
    const besideMove = moves.has(number) || moves.has(number + 1);
    if (isLook(step) && !besideAnother && !besideMove && !telling.includes(number)) looks.push(step);
    else {
      flush(index);
      rows.push(rowOf(step, number));
    }
  }
  flush(trace.length);
  moveBefore(trace.length + 1);
  return rows;
}

/** By how much the clock moves in each place, however many times it does. */
function movesByPlace(clockMoves: readonly ClockMove[]): Map<number, number> {
  const moves = new Map<number, number>();
  for (const { before, byMs } of clockMoves) moves.set(before, (moves.get(before) ?? 0) + byMs);
  return moves;
}

function rowOf(step: Step, number: number): Row {
  return { kind: 'steps', number, process: step.process, text: stepInWords(step), steps: [step] };
}

function isLook({ footprint }: Step): boolean {
  return footprint.every(({ access }) => access === 'read');
}
