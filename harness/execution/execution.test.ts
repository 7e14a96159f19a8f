import { describe, expect, test } from 'vitest';
import { overlapped, rotatedFiles } from './execution.js';
import { stepDone, type Step } from '../gate/world/step.js';
import type { HistoryEvent } from './history.js';
import { handBuilt, line } from '../claims/hand-built.js';

describe('rotatedFiles', () => {
  test('are all but the live one', () => {
    const files = { 'app.log.2.gz': [line(0, 0)], 'app.log.1': [], 'app.log': [line(0, 1)] };
    expect(rotatedFiles(handBuilt({ files })).map(({ name }) => name)).toEqual(['app.log.2.gz', 'app.log.1']);
    expect(rotatedFiles(handBuilt({ files: { 'app.log': [] } }))).toEqual([]);
  });
});

describe('two processes overlap', () => {
  test.each([
    ['when one is answered between two answers to the other', 'ok 0, ok 1, ok 0', true],
    ['when one is refused between two answers to the other', 'ok 0, fail 1, ok 0', true],
    ['but not when one begins after the other has ended', 'ok 0, ok 0, ok 1, ok 1', false],
    ['but not when one writes alone', 'ok 0, ok 0', false],
    ['but not when nothing is answered', '', false],
    ['whatever was invoked before', 'invoke 0, invoke 1, invoke 0, ok 0, ok 0, ok 1', false],
    ['but a record whose answer is unknown is no answer', 'ok 0, ok 1, ok 1, info 0', false],
  ])('%s: %s', (_, answers, expected) => {
    expect(overlapped({ ...handBuilt({ files: {} }), history: historyOf(answers) })).toBe(expected);
  });
});

test('two processes overlap under control when one goes between two steps of the other, whenever they are answered', () => {
  const step = (process: number): Step =>
    stepDone({ process, thread: 0, call: 'write' }, 0, { result: { value: 1 }, footprint: [] });
  const execution = { ...handBuilt({ files: {} }), history: historyOf('ok 0, ok 0, ok 1') };
  expect(overlapped({ ...execution, events: [0, 0, 1, 0].map(step) })).toBe(true);
  expect(overlapped({ ...execution, events: [0, 0, 1, 1].map(step) })).toBe(false);
});

test('two processes that one member has started overlap like members', () => {
  const step = (child: number): Step =>
    stepDone({ process: 0, child, thread: child, call: 'write' }, child, { result: { value: 1 }, footprint: [] });
  expect(overlapped({ ...handBuilt({ files: {} }), events: [1, 2, 1].map(step) })).toBe(true);
  expect(overlapped({ ...handBuilt({ files: {} }), events: [1, 1, 2].map(step) })).toBe(false);
});

/** A history from its events' kinds and processes. */
function historyOf(text: string): HistoryEvent[] {
  return Array.from(text.matchAll(/(invoke|ok|fail|info) (\d)/g), ([, kind, digit], sequence): HistoryEvent => {
    const id = { process: Number(digit), sequence };
    switch (kind) {
      case 'invoke':
      case 'ok':
      case 'info':
        return { ...id, kind };
      default:
        return { ...id, kind: 'fail', message: 'no' };
    }
  });
}
