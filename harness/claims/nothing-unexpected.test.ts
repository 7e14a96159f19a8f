import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { nothingUnexpected } from './nothing-unexpected.js';

const messages = (stated: HandBuilt): string[] =>
  nothingUnexpected.check(handBuilt(stated)).map(({ message }) => message);

describe('nothing is unexpected', () => {
  test('when there is nothing but records that were asked for, acknowledged or not', () => {
    const files = { 'app.log.1': [line(0, 0)], 'app.log': { text: line(1, 1) } };
    expect(messages({ files })).toEqual([]);
    expect(messages({ files, acknowledged: [], refused: [[1, 1, 'no']] })).toEqual([]);
  });

  test('when the log is empty or gone', () => {
    expect(messages({ files: { 'app.log': [] } })).toEqual([]);
    expect(messages({ files: {} })).toEqual([]);
  });

  test('when lines are torn, empty or twice there: other claims tell that', () => {
    const text = line(0, 0);
    expect(messages({ files: { 'app.log': [text, text, '', text.slice(0, 30), text + line(1, 0)] } })).toEqual([]);
  });

  test('when what is left of a torn record does not even name it', () => {
    const text = line(0, 0);
    const pieces = [text.slice(0, 2), text.slice(0, 5), text.slice(12, 20), text.slice(-4), `INFO ${text.slice(0, 4)}`];
    expect(messages({ files: { 'app.log': [...pieces, `${text.slice(-3)} (end)`] } })).toEqual([]);
  });

  test('when a logger colours its lines and indents them', () => {
    expect(messages({ files: { 'app.log': [`\t\x1b[32minfo\x1b[39m: ${line(0, 0)}\r`] } })).toEqual([]);
  });
});

describe('something is unexpected', () => {
  test('when there stands what is put in the place of a damaged character, around a record or within', () => {
    const sign = '\xef\xbf\xbd';
    expect(
      messages({ files: { 'app.log': [`gr${sign}${sign}e ${line(0, 0)}`, line(0, 1).replace('.', sign)] } }),
    ).toEqual([
      'app.log line 1 holds a character that was damaged (U+FFFD stands for it).',
      'app.log line 2 holds a character that was damaged (U+FFFD stands for it).',
    ]);
  });

  test('when a record stands there that no process was asked to write', () => {
    expect(messages({ files: { 'app.log': [line(0, 2), line(2, 0)] } })).toEqual([
      "app.log line 1 holds p0's record 2 with 40 bytes, which nobody was asked to write.",
      "app.log line 2 holds p2's record 0 with 40 bytes, which nobody was asked to write.",
    ]);
  });

  test('when a process that leaves early wrote more than it was asked to', () => {
    const earlyExits = [{ process: 1, afterRecords: 1 }];
    expect(messages({ files: { 'app.log': [line(1, 0), line(1, 1)] }, scenario: { earlyExits } })).toEqual([
      "app.log line 2 holds p1's record 1 with 40 bytes, which nobody was asked to write.",
    ]);
  });

  test('when a record has other bytes than asked', () => {
    expect(messages({ files: { 'app.log': [line(0, 0, 41)] } })).toEqual([
      "app.log line 1 holds p0's record 0 with 41 bytes, which nobody was asked to write.",
    ]);
  });

  test('when there is a hole: before a record, within it or alone', () => {
    const text = line(0, 0);
    const files = {
      'app.log.1': [`${'\0'.repeat(16)}${text}`, `${text.slice(0, 30)}\0\0${text.slice(30)}`],
      'app.log': { text: '\0' },
    };
    expect(messages({ files })).toEqual([
      'app.log.1 line 1 holds a hole of 16 zero bytes.',
      'app.log.1 line 2 holds a hole of 2 zero bytes.',
      'app.log line 1 holds a hole of 1 zero byte.',
    ]);
  });

  test('when there are other control characters', () => {
    expect(messages({ files: { 'app.log': [`\x01${line(0, 0)}`] } })).toEqual([
      'app.log line 1 holds control characters.',
    ]);
  });

  test('when a line is of no record, of which the beginning is shown', () => {
    const files = { 'app.log': ['rotated at "noon"', ' ', 'x'.repeat(100)] };
    expect(messages({ files })).toEqual([
      'app.log line 1 holds text of no record: "rotated at \\"noon\\"".',
      'app.log line 2 holds text of no record: " ".',
      `app.log line 3 holds text of no record: "${'x'.repeat(40)}".`,
    ]);
  });

  test('when a file cannot be unpacked', () => {
    const files = { 'app.log.1.gz': { text: '', damaged: 'unexpected end of file' } };
    expect(messages({ files })).toEqual([
      "app.log.1.gz line 1 holds a file that can't be unpacked: unexpected end of file.",
    ]);
  });
});
