import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordContents, type RecordContent } from './content.js';
import { recordText } from './record.js';
import { endOfRecord, latin1Of } from './written-form.js';
import { testProperty } from '../vitest/test-property.js';

const id = { process: 1, sequence: 2 };

/** Whether a record is found whole and to its end in what a writer has made of it. */
function isFound(content: RecordContent, written: (record: string) => string): boolean {
  const record = recordText(id, 80, content);
  const bytes = `INFO ${latin1Of(written(record))} (end)\n`;
  return endOfRecord(bytes, 'INFO '.length, record) === bytes.length - ' (end)\n'.length;
}

const hex = (text: string, sign: string): string =>
  [...Buffer.from(text)].map((byte) => sign + byte.toString(16).padStart(2, '0')).join('');
const escaped = (record: string, escape: (what: string) => string): string =>
  record.replace(/[^\x20-\x7e]/gu, (character) => escape(character));
const inUtf16 = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

describe('a record in a file', () => {
  test.each(recordContents)('is found as it was given: %s', (content) => {
    expect(isFound(content, (record) => record)).toBe(true);
  });

  const escapes: readonly [string, (record: string) => string][] = [
    ['JSON', (record) => JSON.stringify(record).slice(1, -1)],
    ['JSON in ASCII', (record) => escaped(record, inUtf16)],
    [
      'JSON in ASCII, in capitals',
      (record) => escaped(record, (each) => inUtf16(each).toUpperCase().replaceAll('\\U', '\\u')),
    ],
    ['JSON within JSON', (record) => JSON.stringify(JSON.stringify(record)).slice(3, -3)],
    ['braces', (record) => escaped(record, (each) => `\\u{${(each.codePointAt(0) ?? 0).toString(16)}}`)],
    ['bytes', (record) => escaped(record, (each) => hex(each, '\\x'))],
    ['a URL', (record) => escaped(record, (each) => hex(each, '%'))],
    ['HTML', (record) => escaped(record, (each) => `&#${each.codePointAt(0) ?? 0};`)],
    [
      'octal, as rsyslog has it',
      (record) =>
        escaped(record, (each) =>
          [...Buffer.from(each)].map((byte) => `#${byte.toString(8).padStart(3, '0')}`).join(''),
        ),
    ],
  ];
  test.each(escapes)('is found in the escapes of %s', (_, written) => {
    for (const content of recordContents) expect([content, isFound(content, written)]).toEqual([content, true]);
  });

  const lineBreaks: readonly [string, string][] = [
    ['a space', ' '],
    ['nothing', ''],
    ['a few signs', ' | '],
    ['LF alone', '\n'],
    ['CR LF', '\r\n'],
    ['an indent', '\n    '],
    ['a tab', '\n\t'],
    ['a time stamp before each line', '\n2026-11-22 10:00:00,000 INFO root: '],
    ['a colour around each line', '\x1b[39m\n\x1b[32m'],
    ['an escape and an indent', '\\n\t'],
  ];
  test.each(lineBreaks)('is found with %s for a line break', (_, instead) => {
    const written = (record: string): string => record.split(/\r?\n/).join(instead);
    expect([isFound('line-breaks', written), isFound('cr-lf', written)]).toEqual([true, true]);
  });

  const damages: readonly [RecordContent, string, (record: string) => string][] = [
    ['multi-byte', 'a question mark for a character', (record) => record.replace('€', '?')],
    ['multi-byte', 'a damaged character', (record) => record.replace('€', '\ufffd\ufffd\ufffd')],
    ['multi-byte', 'a character less', (record) => record.replace('😀', '')],
    ['multi-byte', 'the escape of another character', (record) => record.replace('ä', '\\u00e5')],
    ['line-breaks', 'another text for a line break', (record) => record.replace('\n', 'and')],
    ['line-breaks', 'an empty line more', (record) => record.replace('\n', '\n\n')],
    ['line-breaks', 'a hole in it', (record) => record.replace('\n', '\n\0\0\0')],
    [
      'line-breaks',
      'another record in it',
      (record) => record.replace('\n', `\n${recordText({ process: 0, sequence: 0 }, 40)}\n`),
    ],
    ['line-breaks', 'its first line alone', (record) => record.split('\n')[0] ?? ''],
    ['line-breaks', 'a byte of its text changed', (record) => record.replace('p1r2.p1r2', 'p1r2.p1r3')],
  ];
  test.each(damages)('is not found whole: %s, with %s', (content, _, written) => {
    expect(isFound(content, written)).toBe(false);
  });

  testProperty([
    fc.constantFrom(...recordContents),
    fc.integer({ min: 40, max: 9000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  ])('is not found whole where its end is missing', (content, bytes, share) => {
    const record = recordText(id, bytes, content);
    const written = latin1Of(record);
    const cut = written.slice(0, Math.floor(share * (written.length - 1)));
    expect(endOfRecord(cut, 0, record)).toBeUndefined();
  });
});
