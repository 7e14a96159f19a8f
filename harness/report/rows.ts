import type { Execution } from '../execution/execution.js';
import { clockInWords } from '../schedule/fault.js';
import type { Step } from '../gate/index.js';
import { stepInWords } from '../execution/step-in-words.js';

/** A row of the interleaving: a step, several looks that are folded into one, or something that no process does. */
export type Row =
  | {
      readonly kind: 'steps';
      /** Of its first step, counted from 1. */
      readonly number: number;
      readonly process: number;
      readonly text: string;
      readonly steps: readonly Step[];
    }
  | { readonly kind: 'event'; readonly text: string };

/**
 * Three and more looks of one process in a row become one row, but not the ones beside another process's step or beside
 * a kill or a move of the clock, and never a telling one.
 */
export function rowsOf(execution: Execution, telling: readonly number[]): Row[] {
  const { trace } = execution;
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
  const events = eventsByPlace(execution);
  const tellBefore = (number: number): void => {
    const texts = events.get(number) ?? [];
    if (texts.length > 0) flush(number - 1);
    rows.push(...texts.map((text): Row => ({ kind: 'event', text })));
  };
  for (const [index, step] of trace.entries()) {
    const number = index + 1;
    tellBefore(number);
    const besideAnother = [trace[index - 1], trace[index + 1]].some((other) => other?.process !== step.process);
    const besideEvent = events.has(number) || events.has(number + 1);
    if (isLook(step) && !besideAnother && !besideEvent && !telling.includes(number)) looks.push(step);
    else {
      flush(index);
      rows.push(rowOf(step, number));
    }
  }
  flush(trace.length);
  tellBefore(trace.length + 1);
  return rows;
}

/** What happens before each step beside what processes do: how clocks move and are set, and who is killed. */
function eventsByPlace({ clockMoves = [], clockSettings = [], kills = [], trace }: Execution): Map<number, string[]> {
  const moves = new Map<number, number>();
  for (const { before, byMs } of clockMoves) moves.set(before, (moves.get(before) ?? 0) + byMs);
  const events = new Map<number, string[]>();
  const tell = (before: number, text: string): void => void events.set(before, [...(events.get(before) ?? []), text]);
  for (const [before, byMs] of moves) tell(before, `the clock moves by ${byMs.toLocaleString('en')} ms`);
  for (const { before, byMs, process } of clockSettings) tell(before, clockInWords(byMs, process));
  for (const { before, process } of kills) tell(before, `p${process} is killed`);
  for (const [index, { imposed, process, result }] of trace.entries()) {
    const dies = kills.some((kill) => kill.before === index + 2 && kill.process === process);
    if (imposed !== true || dies) continue;
    tell(index + 1, `p${process}'s next step is made to ${'error' in result ? 'fail' : 'fall short'}`);
  }
  return events;
}

function rowOf(step: Step, number: number): Row {
  return { kind: 'steps', number, process: step.process, text: stepInWords(step), steps: [step] };
}

function isLook({ footprint }: Step): boolean {
  return footprint.every(({ access }) => access === 'read');
}
