import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { survivesKill } from './survives-kill.js';

/** p0 was killed while it wrote its second record. */
const messages = (stated: Partial<HandBuilt>): string[] => {
  const acknowledged = [
    [0, 0],
    [1, 0],
    [1, 1],
  ] as const;
  const execution = handBuilt({ files: {}, acknowledged, events: [{ kind: 'killed', process: 0 }], ...stated });
  return survivesKill.check(execution).map(({ message }) => message);
};
const others = [line(0, 0), line(1, 0), line(1, 1)];

describe('a kill is survived', () => {
  test.each([
    ['absent', others],
    ['whole', [...others, line(0, 1)]],
    ['torn, on a line of its own', [...others, line(0, 1).slice(0, 20)]],
  ])('when what the killed process wrote last is %s', (_, lines) => {
    expect(messages({ files: { 'app.log': lines } })).toEqual([]);
  });
});

describe('a kill is not survived', () => {
  test('when an acknowledged record is lost', () => {
    expect(messages({ files: { 'app.log': others.slice(1) } })).toEqual([
      "p0's record 0 was acknowledged, but it is in no file.",
    ]);
  });

  test('when a record stands there twice', () => {
    expect(messages({ files: { 'app.log': [...others, line(1, 1)] } })).toEqual([
      "p1's record 1 stands in the files 2 times.",
    ]);
  });

  test('when a torn one is joined by another', () => {
    const joined = [line(0, 0), line(1, 0), line(0, 1).slice(0, 20) + line(1, 1)];
    expect(messages({ files: { 'app.log': joined } })).toEqual([
      "line 3 of app.log holds p1's record 1 and a piece of p0's record 1.",
    ]);
  });

  test('when a record of a process that lives is torn', () => {
    expect(messages({ files: { 'app.log': [line(0, 0), line(1, 0), line(1, 1).slice(0, 20)] } })).toEqual([
      "p1's record 1 is torn.",
    ]);
  });
});
