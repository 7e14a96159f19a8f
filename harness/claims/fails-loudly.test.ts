import { describe, expect, test } from 'vitest';
import { stepDone, type Step } from '../gate/world/step.js';
import { failsLoudly } from './fails-loudly.js';
import { handBuilt, line, type HandBuilt } from './hand-built.js';

/** One call of p0 has failed. */
const messages = (stated: HandBuilt, call: Step['call'] = 'write'): string[] => {
  const failed = stepDone({ process: 0, thread: 0, call }, 0, { result: { error: 'EIO' }, footprint: [] });
  return failsLoudly
    .check(handBuilt({ ...stated, events: [{ ...failed, imposed: true }] }))
    .map(({ message }) => message);
};
const all = [line(0, 0), line(0, 1), line(1, 0), line(1, 1)];
const [, second = '', third = '', fourth = ''] = all;

describe('a writer fails loudly', () => {
  test('when a record is in the file in spite of all', () => {
    expect(messages({ files: { 'app.log': all } })).toEqual([]);
  });

  test('when it refuses what is not there', () => {
    expect(messages({ files: { 'app.log': all.slice(1) }, refused: [[0, 0, 'EIO']] })).toEqual([]);
  });

  test('when a process that could not open its log refuses all of its records', () => {
    const refused = [0, 1].map((sequence) => [0, sequence, 'EACCES'] as const);
    const acknowledged = [
      [1, 0],
      [1, 1],
    ] as const;
    expect(messages({ files: { 'app.log': [third, fourth] }, acknowledged, refused }, 'open')).toEqual([]);
  });
});

describe('a writer fails in silence', () => {
  test('when it acknowledges what is not there', () => {
    expect(messages({ files: { 'app.log': all.slice(1) } })).toEqual([
      "p0's record 0 was acknowledged, but it is in no file.",
    ]);
  });

  test('when it acknowledges what is there in part', () => {
    const torn = [line(0, 0).slice(0, 20), second, third, fourth];
    expect(messages({ files: { 'app.log': torn } })).toEqual(["p0's record 0 is torn."]);
  });

  test('when what it refused damages another record', () => {
    const joined = [line(0, 0).slice(0, 20) + second, third, fourth];
    expect(messages({ files: { 'app.log': joined }, refused: [[0, 0, 'EIO']] })).toEqual([
      "line 1 of app.log holds p0's record 1 and a piece of p0's record 0.",
    ]);
  });

  test('when it refuses more than has failed', () => {
    const refused = [0, 1].map((sequence) => [0, sequence, 'EIO'] as const);
    expect(messages({ files: { 'app.log': [third, fourth] }, refused })).toEqual([
      'p0 refused 2 records, though only 1 call failed.',
    ]);
  });

  test('when somebody waits for ever', () => {
    const processes = [{ process: 1, end: { kind: 'stopped', doing: 'still going on' }, stderr: '' }] as const;
    expect(messages({ files: { 'app.log': all }, processes, outcome: { kind: 'step-limit' } })).toEqual([
      'p1 was stopped while it was still going on.',
    ]);
  });
});
