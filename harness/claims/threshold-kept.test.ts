import { describe, expect, test } from 'vitest';
import type { Rotation } from '../scenario/rotation.js';
import { handBuilt, line, unusual, type HandBuilt } from './hand-built.js';
import { thresholdKept } from './threshold-kept.js';

const size: Rotation = { kind: 'size', maxBytes: 82, backups: 9 };
const time: Rotation = { kind: 'time', periodMs: 1000, backups: 9 };

function messages(files: HandBuilt['files'], rotation: Rotation = size): string[] {
  const execution = handBuilt({ files, scenario: { records: 3, rotation } });
  return thresholdKept.check(execution).map(({ message }) => message);
}

describe('the threshold is kept', () => {
  test('when no file has more bytes, line ends counted', () => {
    expect(messages({ 'app.log.1': [line(0, 0), line(0, 1)], 'app.log': [line(0, 2)] })).toEqual([]);
  });

  test('when a single record alone is over it, with an end of its line or without', () => {
    expect(messages({ 'app.log.1': [line(0, 0, 100)], 'app.log': { text: line(0, 1, 100) } })).toEqual([]);
  });

  test('when it has more bytes than that, and no more characters', () => {
    const scenario = { records: 2, rotation: size, content: 'multi-byte' } as const;
    const lines = [unusual('multi-byte', 0, 0), unusual('multi-byte', 0, 1)];
    const bytes = `${lines.join('\n')}\n`;
    const characters = Array.from(Buffer.from(bytes, 'latin1').toString()).length;
    expect(characters).toBeLessThan(bytes.length);
    for (const [maxBytes, broken] of [
      [characters, 0],
      [characters - 1, 1],
    ] as const) {
      const rotation = { ...size, maxBytes };
      const execution = handBuilt({ files: { 'app.log': lines }, scenario: { ...scenario, rotation } });
      expect(thresholdKept.check(execution)).toHaveLength(broken);
    }
  });

  test('when that record has line breaks', () => {
    const scenario = { records: 3, rotation: { ...size, maxBytes: 30 }, content: 'line-breaks' } as const;
    const files = { 'app.log.1': [unusual('line-breaks', 0, 0)], 'app.log': [unusual('line-breaks', 0, 1)] };
    expect(thresholdKept.check(handBuilt({ files, scenario }))).toEqual([]);
  });

  test('when the live file is empty, or gone', () => {
    expect(messages({ 'app.log.1': [line(0, 0)], 'app.log': [] })).toEqual([]);
    expect(messages({})).toEqual([]);
  });

  test('whatever the bytes, when the log is rotated by time or never', () => {
    const files = { 'app.log.2026-11-22': [line(0, 0, 100), line(0, 1, 100)], 'app.log': [line(1, 0), line(1, 1)] };
    expect(messages(files, time)).toEqual([]);
    expect(messages({ 'app.log': [line(0, 0, 100), line(0, 1, 100)] }, { kind: 'none' })).toEqual([]);
  });
});

describe('the threshold is broken', () => {
  test('when a file has more bytes, in several lines', () => {
    expect(
      messages({ 'app.log.1': [line(0, 0), line(0, 1, 41)], 'app.log': [line(0, 2), line(1, 0), line(1, 1)] }),
    ).toEqual([
      'app.log.1 has 83 bytes in several lines, and the threshold is 82.',
      'app.log has 123 bytes in several lines, and the threshold is 82.',
    ]);
  });

  test('when a record that is over it shares its file', () => {
    expect(messages({ 'app.log': [line(0, 0), line(0, 1, 100)] })).toEqual([
      'app.log has 142 bytes in several lines, and the threshold is 82.',
    ]);
  });

  test('when a file is rotated empty, by size or by time', () => {
    expect(messages({ 'app.log.1': [], 'app.log': [line(0, 0)] })).toEqual(['app.log.1 was rotated empty.']);
    expect(messages({ 'app.log.2026-11-22': [] }, time)).toEqual(['app.log.2026-11-22 was rotated empty.']);
  });

  test('but a file that cannot be unpacked is not called empty', () => {
    expect(messages({ 'app.log.1.gz': { text: '', damaged: 'unexpected end of file' } })).toEqual([]);
  });
});
