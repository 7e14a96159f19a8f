import type { GateEvent } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import { idOf } from '../scenario/record.js';
import type { HistoryEvent } from './history.js';
import { programLogOf } from './program-log.js';
import { lastStepOf } from './written-line.js';

/**
 * The history of a program's lines: a line is invoked by the write of its first byte, and acknowledged by that of its last one, the
 * line end. What came to no end is unknown.
 */
export function historyOfLines(asIs: AsIs, events: readonly GateEvent[]): HistoryEvent[] {
  const { records } = programLogOf(asIs, events);
  const happened = records.flatMap((record): Happened[] => {
    const invoked = { step: record.pieces[0]?.step ?? 0, event: { ...idOf(record), kind: 'invoke' } } as const;
    const answered = { step: lastStepOf(record.line), event: { ...idOf(record), kind: 'ok' } } as const;
    return record.isFinished ? [invoked, answered] : [invoked];
  });
  const known = happened.toSorted((one, other) => one.step - other.step).map(({ event }) => event);
  const unknown = records.filter(({ isFinished }) => !isFinished);
  return [...known, ...unknown.map((record): HistoryEvent => ({ ...idOf(record), kind: 'info' }))];
}

interface Happened {
  /** The number of the step, counted from 1. */
  readonly step: number;
  readonly event: HistoryEvent;
}
