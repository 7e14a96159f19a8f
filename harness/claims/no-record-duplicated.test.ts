import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { noRecordDuplicated } from './no-record-duplicated.js';

const messages = (stated: HandBuilt): string[] =>
  noRecordDuplicated.check(handBuilt(stated)).map(({ message }) => message);

describe('no record is duplicated', () => {
  test('when each is found once at most', () => {
    expect(messages({ files: { 'app.log.1': [line(0, 0), line(1, 0)], 'app.log': [line(0, 1)] } })).toEqual([]);
    expect(messages({ files: {} })).toEqual([]);
  });

  test('when a fragment of one stands beside it', () => {
    expect(messages({ files: { 'app.log': [line(0, 0).slice(0, 30), line(0, 0)] } })).toEqual([]);
  });
});

describe('a record is duplicated', () => {
  test('when it stands twice in one file, in one line, or in two files', () => {
    const files = {
      'app.log.1': [line(0, 0), line(0, 1) + line(0, 1), line(1, 0)],
      'app.log': [line(1, 0), line(0, 0), line(0, 0)],
    };
    expect(messages({ files })).toEqual([
      "p0's record 0 stands 3 times: app.log.1 line 1, app.log line 2, app.log line 3.",
      "p0's record 1 stands 2 times: app.log.1 line 2, app.log.1 line 2.",
      "p1's record 0 stands 2 times: app.log.1 line 3, app.log line 1.",
    ]);
  });

  test('even when it was refused, or its answer is unknown', () => {
    const files = { 'app.log': [line(0, 0), line(0, 0), line(0, 1), line(0, 1)] };
    expect(messages({ files, acknowledged: [], refused: [[0, 1, 'no']] })).toEqual([
      "p0's record 0 stands 2 times: app.log line 1, app.log line 2.",
      "p0's record 1 stands 2 times: app.log line 3, app.log line 4.",
    ]);
  });
});
