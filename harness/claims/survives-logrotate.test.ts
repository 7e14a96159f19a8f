import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { survivesCopytruncate } from './survives-copytruncate.js';
import { survivesLogrotate } from './survives-logrotate.js';

const files = (stated: HandBuilt['files']): Partial<HandBuilt> => ({ files: stated });
const acknowledged = [
  [0, 0],
  [1, 0],
] as const;

describe.each([survivesLogrotate, survivesCopytruncate])('$claim', ({ check }) => {
  const messages = (stated: Partial<HandBuilt>): string[] =>
    check(handBuilt({ files: {}, acknowledged, ...stated })).map(({ message }) => message);

  test('holds when every record stands in one of the files', () => {
    expect(messages(files({ 'app.log.1': [line(0, 0)], 'app.log': [line(1, 0)] }))).toEqual([]);
  });

  test.each([
    ['lost', { 'app.log': [line(0, 0)] }, "p1's record 0 was acknowledged, but it is in no file."],
    [
      'copied',
      { 'app.log.1': [line(0, 0)], 'app.log': [line(0, 0), line(1, 0)] },
      "p0's record 0 stands in the files 2 times.",
    ],
    ['torn', { 'app.log': [line(0, 0), line(1, 0).slice(0, 20)] }, "p1's record 0 is torn."],
  ])('is broken when a record is %s', (_, stated, message) => {
    expect(messages(files(stated))).toContain(message);
  });
});
