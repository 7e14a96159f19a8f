import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { noLineTorn } from './no-line-torn.js';

const messages = (stated: HandBuilt): string[] => noLineTorn.check(handBuilt(stated)).map(({ message }) => message);
const text = line(0, 0);

describe('no line is torn', () => {
  test('when each holds one whole record', () => {
    expect(messages({ files: { 'app.log.1': [text, line(1, 0)], 'app.log': [line(0, 1), line(1, 1)] } })).toEqual([]);
  });

  test('when the log is empty, or its last line has no end yet', () => {
    expect(messages({ files: { 'app.log.1': { text: '' }, 'app.log': { text } } })).toEqual([]);
  });

  test('when a logger puts text of its own around the records', () => {
    const decorated = [`2026-11-22 INFO ${text}`, `{"msg":"${line(1, 0)}"}\r`, `\x1b[32minfo\x1b[39m: ${line(0, 1)}`];
    expect(messages({ files: { 'app.log': decorated } })).toEqual([]);
  });
});

describe('a line is torn', () => {
  test('when it holds two records', () => {
    expect(messages({ files: { 'app.log': [line(1, 1), text + line(1, 0)] } })).toEqual([
      "app.log line 2 holds p0's record 0 and p1's record 0.",
    ]);
  });

  test('when a record is broken in two', () => {
    expect(messages({ files: { 'app.log': [text.slice(0, 27), text.slice(27)] } })).toEqual([
      "app.log line 1 holds a piece of p0's record 0.",
      "app.log line 2 holds a piece of p0's record 0.",
    ]);
  });

  test('when a record stands within another, which is named once', () => {
    expect(messages({ files: { 'app.log': [text.slice(0, 27) + line(1, 1) + text.slice(27)] } })).toEqual([
      "app.log line 1 holds p1's record 1 and a piece of p0's record 0.",
    ]);
  });

  test('when the last one is cut off', () => {
    expect(messages({ files: { 'app.log': { text: `${line(1, 0)}\n${text.slice(0, 30)}` } } })).toEqual([
      "app.log line 2 holds a piece of p0's record 0.",
    ]);
  });

  test('when the piece of a record is too short to name it', () => {
    expect(messages({ files: { 'app.log': [text.slice(0, 4), line(1, 0), text.slice(-3)] } })).toEqual([
      'app.log line 1 holds a piece of a record.',
      'app.log line 3 holds a piece of a record.',
    ]);
  });

  test('when it is empty', () => {
    expect(messages({ files: { 'app.log.1': [text, '', line(0, 1)], 'app.log': [''] } })).toEqual([
      'app.log.1 line 2 holds nothing.',
      'app.log line 1 holds nothing.',
    ]);
  });

  test('even by a record that was refused', () => {
    const files = { 'app.log': [text.slice(0, 30) + line(1, 0)] };
    expect(messages({ files, refused: [[0, 0, 'no']] })).toEqual([
      "app.log line 1 holds p1's record 0 and a piece of p0's record 0.",
    ]);
  });
});
