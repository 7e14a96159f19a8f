import { describe, expect, test } from 'vitest';
import { handBuilt, line, type HandBuilt } from './hand-built.js';
import { survivesClockChange } from './survives-clock-change.js';

const messages = (files: HandBuilt['files']): string[] => {
  const acknowledged = [
    [0, 0],
    [1, 0],
  ] as const;
  const events = [{ kind: 'clock-set', byMs: -1000 }] as const;
  return survivesClockChange.check(handBuilt({ files, acknowledged, events })).map(({ message }) => message);
};

describe('a change of the clock', () => {
  test('is survived when every record stands there once, in whatever file and order', () => {
    expect(messages({ 'app.log.1': [line(1, 0)], 'app.log': [line(0, 0)] })).toEqual([]);
  });

  test.each([
    ['lost', [line(0, 0)], "p1's record 0 was acknowledged, but it is in no file."],
    ['doubled', [line(0, 0), line(1, 0), line(1, 0)], "p1's record 0 stands in the files 2 times."],
    ['torn', [line(0, 0), line(1, 0).slice(0, 20)], "p1's record 0 is torn."],
  ])('is not survived when a record is %s', (_, lines, message) => {
    expect(messages({ 'app.log': lines })).toContain(message);
  });
});
