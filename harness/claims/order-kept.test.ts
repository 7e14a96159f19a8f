import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { orderKept } from './order-kept.js';

const messages = (stated: HandBuilt): string[] => orderKept.check(handBuilt(stated)).map(({ message }) => message);

describe('order is kept', () => {
  test("when each process's records stand in its order, however the processes alternate", () => {
    expect(messages({ files: { 'app.log': [line(1, 0), line(0, 0), line(0, 1), line(1, 1)] } })).toEqual([]);
  });

  test('across files from the oldest to the live one, where a later line has a lower number', () => {
    const files = { 'app.log.2': [line(1, 0), line(0, 0)], 'app.log.1': [], 'app.log': [line(0, 1), line(1, 1)] };
    expect(messages({ files })).toEqual([]);
  });

  test('when records are missing between others, or all are', () => {
    expect(messages({ files: { 'app.log': [line(0, 0), line(0, 2)] }, scenario: { records: 3 } })).toEqual([]);
    expect(messages({ files: {} })).toEqual([]);
  });

  test('when a record stands once more further on: another claim tells that', () => {
    const files = { 'app.log': [line(0, 0), line(0, 1), line(0, 0), line(0, 1)] };
    expect(messages({ files })).toEqual([]);
  });
});

describe('order is broken', () => {
  test('when a later record stands before an earlier one', () => {
    expect(messages({ files: { 'app.log': [line(0, 1), line(1, 0), line(0, 0), line(1, 1)] } })).toEqual([
      "p0's record 1 stands before p0's record 0: in app.log line 1.",
    ]);
  });

  test('when it does so across files', () => {
    const files = { 'app.log.1': [line(1, 0), line(1, 1), line(0, 1)], 'app.log': [line(0, 0)] };
    expect(messages({ files })).toEqual(["p0's record 1 stands before p0's record 0: in app.log.1 line 3."]);
  });

  test('once for each record that stands before the one it follows', () => {
    const files = { 'app.log': [line(0, 3), line(0, 1), line(0, 2), line(0, 0)] };
    expect(messages({ files, scenario: { records: 4 } })).toEqual([
      "p0's record 1 stands before p0's record 0: in app.log line 2.",
      "p0's record 3 stands before p0's record 2: in app.log line 1.",
    ]);
  });

  test('even between records that nobody acknowledged', () => {
    expect(messages({ files: { 'app.log': [line(1, 1), line(1, 0)] }, acknowledged: [] })).toEqual([
      "p1's record 1 stands before p1's record 0: in app.log line 1.",
    ]);
  });
});
