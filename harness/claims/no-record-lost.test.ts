import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { judge } from './judge.js';
import { noRecordLost } from './no-record-lost.js';

const messages = (stated: HandBuilt): string[] => noRecordLost.check(handBuilt(stated)).map(({ message }) => message);
const everyLine = [line(0, 0), line(1, 0), line(0, 1), line(1, 1)];

describe('no record is lost', () => {
  test('when every acknowledged one is found, in whatever file and order', () => {
    expect(messages({ files: { 'app.log': everyLine } })).toEqual([]);
    expect(messages({ files: { 'app.log.1': everyLine.slice(2), 'app.log': everyLine.slice(0, 2) } })).toEqual([]);
  });

  test('when the last line has no end yet', () => {
    expect(messages({ files: { 'app.log': { text: everyLine.join('\n') } } })).toEqual([]);
  });

  test('when those that are missing were refused, or their answer is unknown', () => {
    const refused = [[0, 1, 'the disk is full']] as const;
    expect(messages({ files: { 'app.log': [] }, acknowledged: [], refused })).toEqual([]);
  });

  test('when one is found twice or torn: other claims tell that', () => {
    const torn = line(1, 1).slice(0, 30);
    expect(messages({ files: { 'app.log': [...everyLine.slice(0, 3), line(0, 0), torn] } })).toEqual([]);
  });

  test('when nothing was written', () => {
    expect(messages({ files: {}, scenario: { records: 0 } })).toEqual([]);
  });
});

describe('a record is lost', () => {
  test('when it was acknowledged and is in no file', () => {
    expect(messages({ files: { 'app.log.1': [line(0, 0)], 'app.log': [line(1, 1)] } })).toEqual([
      "p0's record 1 was acknowledged, but it is in no file.",
      "p1's record 0 was acknowledged, but it is in no file.",
    ]);
  });

  test('when the log is empty or gone', () => {
    const acknowledged = [[1, 0]] as const;
    const lost = ["p1's record 0 was acknowledged, but it is in no file."];
    expect(messages({ files: { 'app.log': [] }, acknowledged })).toEqual(lost);
    expect(messages({ files: {}, acknowledged })).toEqual(lost);
  });

  test('when it stands there with other bytes than asked', () => {
    const files = { 'app.log': [...everyLine.slice(0, 3), line(1, 1, 41)] };
    expect(messages({ files })).toEqual(["p1's record 1 was acknowledged, but it is in no file."]);
  });

  test('when the file that holds it is damaged', () => {
    const files = { 'app.log.1.gz': { text: '', damaged: 'unexpected end of file' }, 'app.log': everyLine.slice(1) };
    expect(messages({ files })).toEqual(["p0's record 0 was acknowledged, but it is in no file."]);
  });
});

test('a record that stands where the writer names no file of its log is lost, and the message says where it stands', () => {
  const elsewhere = [{ name: 'app.log.rotating', text: `${line(0, 0)}\n` }];
  const execution = { ...handBuilt({ files: { 'app.log': everyLine.slice(1) } }), elsewhere };
  expect(noRecordLost.check(execution).map(({ message }) => message)).toEqual([
    "p0's record 0 was acknowledged, but it is in no file of the log: it stands in app.log.rotating, which is not taken for part of it.",
  ]);
});

test('nothing is judged where a file is packed with what nothing here unpacks', () => {
  const files = { 'app.log.1': { text: '', packedWith: 'xz' }, 'app.log': [] };
  expect(judge(noRecordLost, handBuilt({ files }))).toBeUndefined();
});
