import { expect, test } from 'vitest';
import type { GateEvent } from '../gate/index.js';
import { stepDone } from '../gate/world/step.js';
import { clockMovesOf, clockSettingsOf, killsOf, traceOf } from './events.js';

const open = stepDone({ process: 0, thread: 0, call: 'open' }, 0, { result: { value: 0 }, footprint: [] });
const write = stepDone({ process: 1, thread: 0, call: 'write' }, 0, { result: { value: 0 }, footprint: [] });
const events: readonly GateEvent[] = [
  { kind: 'ticked', byMs: 5 },
  open,
  { kind: 'printed', process: 0, stream: 'stdout', text: 'ok 0\n', cut: false },
  { kind: 'clock-set', byMs: -1000, process: 1 },
  { kind: 'clock-set', byMs: 2000 },
  write,
  { kind: 'killed', process: 1 },
  { kind: 'ticked', byMs: 7 },
];

test('the trace is the steps in their order', () => {
  expect(traceOf({ events })).toEqual([open, write]);
});

test('what happened beside them bears the number of the step that follows, or one more than there are', () => {
  expect(clockMovesOf({ events })).toEqual([
    { before: 1, byMs: 5 },
    { before: 3, byMs: 7 },
  ]);
  expect(clockSettingsOf({ events })).toEqual([
    { before: 2, byMs: -1000, process: 1 },
    { before: 2, byMs: 2000 },
  ]);
  expect(killsOf({ events })).toEqual([{ before: 3, process: 1 }]);
});

test('there is nothing in what the gate has not seen', () => {
  expect([traceOf, clockMovesOf, clockSettingsOf, killsOf].map((read) => read({ events: [] }))).toEqual([
    [],
    [],
    [],
    [],
  ]);
});
