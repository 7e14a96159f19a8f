import { afterEach, expect, test } from 'vitest';
import { noteExplored, takeExplored } from './explored.js';
import { emptyTally, type Tally } from '../search/tally.js';
import { writerNamed } from '../writers/index.js';

const reached: Tally = { ...emptyTally, executions: 5, acknowledged: 5, rotated: 3, overlapped: 2 };

function note(name: string, tally: Tally, company = true): void {
  const writer = writerNamed(name);
  if (writer === undefined) throw new Error(`There is no writer ${name}.`);
  noteExplored('order-kept', writer, { tally, company, how: 'controlled' });
}

afterEach(() => {
  try {
    takeExplored();
  } catch {
    // What a test has noted in vain is not for the next one.
  }
});

test('one sentence adds up all scenarios of a claim and a writer', () => {
  note('size', reached);
  note('size', { ...reached, rotated: 0 });
  note('file', reached);
  expect(takeExplored()).toEqual([
    'order-kept of size: 10 controlled executions of 2 scenarios, 3 rotated, in 4 two processes overlapped',
    'order-kept of file: 5 controlled executions of 1 scenario, 3 rotated, in 2 two processes overlapped',
  ]);
  expect(takeExplored()).toEqual([]);
});

test.each([
  [{ rotated: 0 }, /none of 5 executions rotated\./],
  [{ overlapped: 0 }, /none of 5 executions had two processes overlap\./],
  [{ acknowledged: 0, rotated: 0 }, /none of 5 executions acknowledged a record or rotated\./],
])('what reached nothing was tested in vain: %j', (missed, message) => {
  note('size', { ...reached, ...missed });
  expect(takeExplored).toThrow(message);
});

test('a writer that never rotates need not, and a process alone need not overlap', () => {
  note('file', { ...reached, rotated: 0, overlapped: 0 }, false);
  expect(takeExplored).not.toThrow();
});
