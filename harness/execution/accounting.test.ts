import { describe, expect, test } from 'vitest';
import { accountFor, type Fate } from './accounting.js';
import { handBuilt, line, type HandBuilt } from '../claims/hand-built.js';

/** What became of p0's record 0, the only one. */
function fateOf(stated: HandBuilt): Fate | undefined {
  const execution = handBuilt({ ...stated, scenario: { processes: 1, records: 1 } });
  return accountFor(execution).records[0]?.[0]?.fate;
}

const text = line(0, 0);
const piece = text.slice(0, 30);

describe('a record', () => {
  test('that was acknowledged and stands once is ok', () => {
    expect(fateOf({ files: { 'app.log': [text] } })).toBe('ok');
  });

  test('that was acknowledged and stands nowhere is lost', () => {
    expect(fateOf({ files: { 'app.log': [] } })).toBe('lost');
    expect(fateOf({ files: {} })).toBe('lost');
  });

  test('that stands twice is duplicated, whatever was answered', () => {
    expect(fateOf({ files: { 'app.log': [text, text] } })).toBe('duplicated');
    expect(fateOf({ files: { 'app.log.1': [text], 'app.log': [text] }, acknowledged: [] })).toBe('duplicated');
    expect(fateOf({ files: { 'app.log': [text + text] }, refused: [[0, 0, 'no']] })).toBe('duplicated');
  });

  test('of which only fragments stand is torn, whatever was answered', () => {
    expect(fateOf({ files: { 'app.log': [piece] } })).toBe('torn');
    expect(fateOf({ files: { 'app.log': [piece] }, acknowledged: [] })).toBe('torn');
    expect(fateOf({ files: { 'app.log': [text.slice(0, 25), text.slice(25)] } })).toBe('torn');
  });

  test('with bytes of another record within it is torn', () => {
    expect(fateOf({ files: { 'app.log': [piece + line(1, 0) + text.slice(30)] } })).toBe('torn');
  });

  test('whose answer is unknown, or that was refused, is recovered where it stands once', () => {
    expect(fateOf({ files: { 'app.log': [text] }, acknowledged: [] })).toBe('recovered');
    expect(fateOf({ files: { 'app.log': [text] }, refused: [[0, 0, 'no']] })).toBe('recovered');
  });

  test('whose answer is unknown, or that was refused, is absent where it stands nowhere', () => {
    expect(fateOf({ files: { 'app.log': [] }, acknowledged: [] })).toBe('absent');
    expect(fateOf({ files: { 'app.log': [] }, refused: [[0, 0, 'no']] })).toBe('absent');
  });

  test('that stands whole is not torn by a fragment of it elsewhere', () => {
    expect(fateOf({ files: { 'app.log': [piece, text] } })).toBe('ok');
  });

  test('that a process leaves out, since it ends early, has no account', () => {
    const earlyExits = [{ process: 1, afterRecords: 1 }];
    const { records } = accountFor(handBuilt({ files: {}, scenario: { earlyExits } }));
    expect(records.map((account) => account.length)).toEqual([2, 1]);
  });
});

test('an account names every place, whole or fragment, from the oldest file on', () => {
  const execution = handBuilt({
    files: { 'app.log.1': [line(0, 0), piece], 'app.log': [line(0, 1), `${line(0, 0)} ${line(1, 0)}`] },
  });
  const { records } = accountFor(execution);
  expect(records[0]).toEqual([
    {
      process: 0,
      sequence: 0,
      fate: 'duplicated',
      found: [
        { file: 'app.log.1', line: 1 },
        { file: 'app.log', line: 2 },
      ],
      fragments: [{ file: 'app.log.1', line: 2 }],
    },
    { process: 0, sequence: 1, fate: 'ok', found: [{ file: 'app.log', line: 1 }], fragments: [] },
  ]);
});

test('an execution is read once', () => {
  const execution = handBuilt({ files: { 'app.log': [line(0, 0)] } });
  expect(accountFor(execution)).toBe(accountFor(execution));
  expect(accountFor({ ...execution })).not.toBe(accountFor(execution));
});

test('an empty log, and one whose last line has no end yet, hold nothing that is wrong', () => {
  const files = { 'app.log.1': [], 'app.log': { text: `${line(0, 0)}\n${line(0, 1)}` } };
  const { tornLines, unexpected, records } = accountFor(handBuilt({ files }));
  expect({ tornLines, unexpected }).toEqual({ tornLines: [], unexpected: [] });
  expect(records[0]?.map(({ fate }) => fate)).toEqual(['ok', 'ok']);
});
