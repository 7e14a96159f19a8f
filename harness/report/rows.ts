import { clockInWords } from '../schedule/fault.js';
import { isLook, ownerOf, type GateEvent, type Step } from '../gate/index.js';
import { stepInWords } from '../execution/step-in-words.js';

/** A row of the interleaving: a step, several looks that are folded into one, or something that no process does. */
export type InterleavingRow = StepsRow | { readonly kind: 'event'; readonly text: string };

interface StepsRow {
  readonly kind: 'steps';
  /** Of its first step, counted from 1. */
  readonly number: number;
  /** The process that takes its steps, by its name within the gate. */
  readonly owner: string;
  readonly text: string;
  readonly steps: readonly Step[];
}

/**
 * Three and more looks of one process in a row become one row. A look beside a step of another process, beside a kill or
 * beside a move of the clock keeps its own row, and so does an explaining step.
 */
export function rowsOf(events: readonly GateEvent[], explaining: readonly number[]): InterleavingRow[] {
  const all = [...unfolded(events)];
  const isFolded = (row: InterleavingRow, index: number): row is StepsRow =>
    row.kind === 'steps' &&
    row.steps.every(isLook) &&
    !explaining.includes(row.number) &&
    [all[index - 1], all[index + 1]].every((other) => other?.kind === 'steps' && other.owner === row.owner);

  const rows: InterleavingRow[] = [];
  let looks: StepsRow[] = [];
  const flush = (): void => {
    const [first] = looks;
    if (first === undefined || looks.length < 3) rows.push(...looks);
    else rows.push({ ...first, text: `… ${looks.length} looks`, steps: looks.flatMap(({ steps }) => steps) });
    looks = [];
  };
  for (const [index, row] of all.entries()) {
    if (isFolded(row, index)) looks.push(row);
    else {
      flush();
      rows.push(row);
    }
  }
  return rows;
}

/** A row for each step and for each event beside the steps; moves of the clock that follow each other are added up. */
function* unfolded(events: readonly GateEvent[]): Generator<InterleavingRow> {
  const shown = events.filter((event) => event.kind !== 'printed');
  let number = 0;
  let movedMs = 0;
  for (const [index, event] of shown.entries()) {
    const next = shown[index + 1];
    switch (event.kind) {
      case 'step': {
        number += 1;
        const { process, imposed, result } = event;
        const owner = ownerOf(event);
        const dies = next?.kind === 'killed' && next.process === process;
        if (imposed === true && !dies)
          yield beside(`p${owner}'s next step is made to ${'error' in result ? 'fail' : 'fall short'}`);
        yield { kind: 'steps', number, owner, text: stepInWords(event), steps: [event] };
        break;
      }
      case 'ticked':
        movedMs += event.byMs;
        if (next?.kind === 'ticked') break;
        yield beside(`the clock moves by ${movedMs.toLocaleString('en')} ms`);
        movedMs = 0;
        break;
      case 'clock-set':
        yield beside(clockInWords(event.byMs, event.process));
        break;
      case 'killed':
        yield beside(`p${event.process} is killed`);
        break;
      case 'terminated':
        yield beside(`p${event.process} is asked to end by SIGTERM`);
    }
  }
}

function beside(text: string): InterleavingRow {
  return { kind: 'event', text };
}
