import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordContents } from './content.js';
import { maxRecordBytes, minRecordBytes, recordText } from './record.js';
import { testProperty } from '../vitest/test-property.js';

const ids = fc.record({ process: fc.nat(9999), sequence: fc.nat(9_999_999) });
const sizes = fc.oneof(
  { arbitrary: fc.integer({ min: minRecordBytes, max: 300 }), weight: 9 },
  { arbitrary: fc.integer({ min: minRecordBytes, max: maxRecordBytes }), weight: 1 },
);

describe('a record that is no plain ASCII', () => {
  testProperty([ids, sizes, fc.constantFrom(...recordContents)])(
    'has exactly the bytes that were asked for, ends on its line, and holds no other line without text',
    (id, bytes, content) => {
      const text = recordText(id, bytes, content);
      expect(Buffer.byteLength(text)).toBe(bytes);
      expect(Buffer.from(text).toString()).toBe(text);
      expect(text).toMatch(/^<[^\n]/);
      expect(text).toMatch(/[^\r\n]>$/);
      expect(text).not.toMatch(/\n\r?\n/);
    },
  );

  test.each([
    ['multi-byte', '<p0r3 64 5a0887d9 p0r3.ä€😀p0r3.ä€😀p0r3.ä€😀p0r>'],
    ['line-breaks', '<p0r3 64 cbffe363 p0r3.\np0r3.p0r3.p0r3.p0r3.p0r3.p0r3.p0r3.p0r3>'],
    ['cr-lf', '<p0r3 64 c8cdda9a p0r3.\r\np0r3.p0r3.p0r3.p0r3.p0r3.p0r3.p0r3.p0r>'],
  ] as const)('shows whose it is among what is special: %s', (content, text) => {
    expect(recordText({ process: 0, sequence: 3 }, 64, content)).toBe(text);
  });

  test('has as many lines as it takes for each to name it', () => {
    const lines = recordText({ process: 7, sequence: 12 }, 4000, 'line-breaks').split('\n');
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(line).toContain('p7r12.');
  });
});
