import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRecords, holdsPieceOf, maxRecordBytes, minRecordBytes, recordText, type RecordId } from './record.js';
import { testProperty } from '../vitest/test-property.js';

const ids = fc.record({ process: fc.nat(999), sequence: fc.nat(999_999) });
const twoIds = fc.uniqueArray(ids, { minLength: 2, maxLength: 2, selector: nameOf });
const sizes = fc.oneof(
  { arbitrary: fc.integer({ min: minRecordBytes, max: 300 }), weight: 20 },
  { arbitrary: fc.integer({ min: 4000, max: 9000 }), weight: 4 },
  { arbitrary: fc.integer({ min: minRecordBytes, max: maxRecordBytes }), weight: 1 },
);
/** Room enough for the longest name to stand in the filler twice. */
const ampleSizes = sizes.map((bytes) => Math.max(bytes, 64));
/** A place in a text, whatever its length. */
const shares = fc.double({ min: 0, max: 1, noNaN: true });

/** What loggers put around a record; of arbitrary text, what does not look like a record's name. */
const decorations = fc.oneof(
  fc.constantFrom(
    '',
    '2026-11-22 10:00:00,000 INFO root: ',
    '{"level":30,"pid":4711,"msg":"',
    '"}',
    '\x1b[32minfo\x1b[39m: ',
    '\t',
    '\r',
    '<14>1 ',
    'ä',
  ),
  fc.string().filter((text) => !/p\d+r\d+/.test(text)),
);

describe('a record', () => {
  testProperty([ids, sizes])('has exactly the bytes that were asked for, in printable ASCII', (id, bytes) => {
    const text = recordText(id, bytes);
    expect(text).toHaveLength(bytes);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
  });

  test.each([minRecordBytes, maxRecordBytes])('of %i bytes has them, even with the longest name', (bytes) => {
    expect(recordText({ process: 9999, sequence: 9_999_999 }, bytes)).toHaveLength(bytes);
  });

  test('shows its process, sequence, length and checksum, and whose its bytes are', () => {
    expect(recordText({ process: 0, sequence: 3 }, 40)).toBe('<p0r3 40 2802dd26 p0r3.p0r3.p0r3.p0r3.p>');
  });

  testProperty([ids, sizes, decorations, decorations])(
    'is found whole, whatever a logger puts around it',
    (id, bytes, prefix, suffix) => {
      const found = findRecords(prefix + recordText(id, bytes) + suffix);
      expect(found).toEqual({ whole: [{ ...id, bytes }], fragments: [], strange: false });
    },
  );

  testProperty([ids, sizes, shares, fc.integer({ min: 1, max: 255 })])(
    'is never found whole with one byte flipped',
    (id, bytes, share, mask) => {
      const text = recordText(id, bytes);
      const at = placeIn(0, bytes - 1, share);
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ mask);
      expect(findRecords(text.slice(0, at) + flipped + text.slice(at + 1)).whole).toEqual([]);
    },
  );
});

describe('a fragment', () => {
  const ofThatRecord = (id: RecordId) => ({ whole: [], fragments: [id], strange: false });

  testProperty([ids, ampleSizes, shares, shares])(
    'of the filler is told, if it is long enough to hold the name and its end',
    (id, bytes, from, to) => {
      const text = recordText(id, bytes);
      const least = Math.max(12, 2 * nameOf(id).length + 1);
      const start = placeIn(text.lastIndexOf(' ') + 1, bytes - 1 - least, from);
      const fragment = text.slice(start, placeIn(start + least, bytes - 1, to));
      expect(findRecords(fragment)).toEqual(ofThatRecord(id));
    },
  );

  testProperty([ids, ampleSizes, shares])(
    'that is a head, cut anywhere behind its name, is told',
    (id, bytes, share) => {
      const end = placeIn(`<${nameOf(id)} `.length, bytes - 1, share);
      expect(findRecords(recordText(id, bytes).slice(0, end))).toEqual(ofThatRecord(id));
    },
  );

  testProperty([ids, ampleSizes, shares])(
    'that is a tail, cut anywhere before its last name, is told',
    (id, bytes, share) => {
      const start = placeIn(1, bytes - 1 - (2 * nameOf(id).length + 1), share);
      expect(findRecords(recordText(id, bytes).slice(start))).toEqual(ofThatRecord(id));
    },
  );

  test('whose last name is cut short is not taken for one of the record with the shorter name', () => {
    const text = recordText({ process: 1, sequence: 12 }, 54);
    expect(text).toMatch(/p1r12\.p1r1>$/);
    expect(findRecords(text.slice(1)).fragments).toEqual([{ process: 1, sequence: 12 }]);
    expect(findRecords(text.slice(0, -1)).fragments).toEqual([{ process: 1, sequence: 12 }]);
  });
});

describe('a line', () => {
  testProperty([twoIds, sizes, sizes, decorations])(
    'of two records shows both',
    ([one, two], bytesOfOne, bytesOfTwo, between) => {
      if (one === undefined || two === undefined) throw new Error('The generator makes two.');
      const found = findRecords(recordText(one, bytesOfOne) + between + recordText(two, bytesOfTwo));
      expect(found.whole).toEqual([
        { ...one, bytes: bytesOfOne },
        { ...two, bytes: bytesOfTwo },
      ]);
      expect(found.fragments).toEqual([]);
    },
  );

  testProperty([twoIds, ampleSizes, sizes, shares])(
    'with a record inside another shows the inner one whole, and that there is a piece of the outer one',
    ([outer, inner], bytesOfOuter, bytesOfInner, share) => {
      if (outer === undefined || inner === undefined) throw new Error('The generator makes two.');
      const text = recordText(outer, bytesOfOuter);
      const at = placeIn(1, bytesOfOuter - 1, share);
      const found = findRecords(text.slice(0, at) + recordText(inner, bytesOfInner) + text.slice(at));
      expect(found).toEqual({ whole: [{ ...inner, bytes: bytesOfInner }], fragments: [outer], strange: false });
    },
  );

  testProperty([ids, sizes, shares, fc.integer({ min: 1, max: 4096 })])(
    'with a hole is strange: before a record, behind it and within it',
    (id, bytes, share, zeros) => {
      const text = recordText(id, bytes);
      const at = placeIn(0, bytes, share);
      const { whole, strange } = findRecords(text.slice(0, at) + '\0'.repeat(zeros) + text.slice(at));
      expect(strange).toBe(true);
      expect(whole).toHaveLength(at === 0 || at === bytes ? 1 : 0);
    },
  );

  test('without a record shows none', () => {
    const none = { whole: [], fragments: [], strange: false };
    expect(findRecords('')).toEqual(none);
    expect(findRecords('2026-11-22 10:00:00 INFO started')).toEqual(none);
  });

  test('that only claims to hold a record, of a size that no record has, shows none', () => {
    expect(findRecords('<p0r0 9999999 00000000 p0r0.>').whole).toEqual([]);
    expect(findRecords('<p0r0 1 00000000 p0r0.>').whole).toEqual([]);
  });
});

describe('a piece of a record that names none', () => {
  testProperty([ids, sizes, shares, fc.integer({ min: 1, max: 12 })])(
    'is known for one',
    (id, bytes, share, length) => {
      const text = recordText(id, bytes);
      const at = placeIn(0, bytes - length, share);
      const piece = text.slice(at, at + length);
      expect(holdsPieceOf(text, piece)).toBe(piece.trim() !== '');
    },
  );

  testProperty([ids, sizes, fc.integer({ min: 3, max: 12 })])('is known beside other text', (id, bytes, length) => {
    const text = recordText(id, bytes);
    expect(holdsPieceOf(text, `INFO ${text.slice(0, length)}`)).toBe(true);
    expect(holdsPieceOf(text, `${text.slice(-length)} (end)`)).toBe(true);
  });

  test('is no other text, and no white space', () => {
    const text = recordText({ process: 0, sequence: 0 }, 40);
    expect(['', ' ', 'rotated at noon', '<started>', 'x'.repeat(100)].some((line) => holdsPieceOf(text, line))).toBe(
      false,
    );
  });
});

function nameOf({ process, sequence }: RecordId): string {
  return `p${process}r${sequence}`;
}

function placeIn(first: number, last: number, share: number): number {
  return first + Math.round((last - first) * share);
}
