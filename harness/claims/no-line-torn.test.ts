import { describe, expect, test } from 'vitest';
import { handBuilt, line, unusual, type HandBuilt } from './hand-built.js';
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

  test('when a record with line breaks stands there as it was given, indented, or escaped', () => {
    const record = unusual('line-breaks', 0, 0);
    const written = [record, record.replaceAll('\n', '\n\t'), record.replaceAll('\n', '\\n')];
    for (const each of written)
      expect(
        messages({ files: { 'app.log': [each, unusual('line-breaks', 1, 0)] }, scenario: { content: 'line-breaks' } }),
      ).toEqual([]);
  });
});

describe('a line is torn', () => {
  test('when a record stands between the lines of another', () => {
    const [first = '', second = ''] = unusual('line-breaks', 0, 0).split('\n');
    const files = { 'app.log': [first, unusual('line-breaks', 1, 0), second] };
    expect(messages({ files, scenario: { content: 'line-breaks' } })).toEqual([
      "app.log line 1 holds a piece of p0's record 0.",
      "app.log line 4 holds a piece of p0's record 0.",
    ]);
  });

  test('when a character of a record is another one, or none any more', () => {
    const record = unusual('multi-byte', 0, 0);
    for (const damaged of [record.replace('\xe2\x82\xac', '?'), record.replace('\xe2\x82\xac', '')])
      expect(messages({ files: { 'app.log': [damaged] }, scenario: { content: 'multi-byte' } })).toEqual([
        "app.log line 1 holds a piece of p0's record 0.",
      ]);
  });

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
