import { token } from './record.js';

/** What of a record is written as it is, and what a writer may have written in another way, one after the other. */
const special = /(\r?\n|[^\x20-\x7e])/u;

/** More than a logger puts behind one line and before the next. */
const mostBetween = 400;

/**
 * Where a record ends that stands whole at a place of a file's bytes, one character each; nothing where it does not. Its text stands there
 * byte by byte, but for what a writer may well write in another way: a character of several bytes as an escape that names it (as
 * JSON, URLs, HTML and syslog daemons have them), and a line break as an escape, as white space or a few signs, or with what a
 * logger puts behind a line and before the next one, such as an indent or a time stamp. Nothing of another record stands in between.
 */
export function endOfRecord(bytes: string, at: number, record: string): number | undefined {
  const asIs = latin1Of(record);
  if (bytes.startsWith(asIs, at)) return at + asIs.length;
  const [first = '', ...others] = record.split(special);
  if (!bytes.startsWith(first, at)) return undefined;
  let end = at + first.length;
  for (let index = 0; index < others.length; index += 2) {
    const [what = '', text = ''] = others.slice(index, index + 2);
    const next = /\n/.test(what) ? afterLineBreak(bytes, end, text) : afterCharacter(bytes, end, what);
    if (next === undefined || !bytes.startsWith(text, next)) return undefined;
    end = next + text.length;
  }
  return end;
}

/** A text as the bytes of its UTF-8, one character each. */
export function latin1Of(text: string): string {
  return Buffer.from(text).toString('latin1');
}

const betweenLines = newBetweenLines();

function afterLineBreak(bytes: string, at: number, next: string): number | undefined {
  const until = bytes.slice(at, at + mostBetween + next.length).indexOf(next);
  if (until === -1) return undefined;
  const between = bytes.slice(at, at + until);
  return betweenLines.test(between) && between.search(token) === -1 ? at + until : undefined;
}

const characters = new Map<string, RegExp>();

function afterCharacter(bytes: string, at: number, character: string): number | undefined {
  const known = characters.get(character);
  const written = known ?? new RegExp(`${latin1Of(character)}|${escapesOf(character)}`, 'y');
  if (known === undefined) characters.set(character, written);
  written.lastIndex = at;
  return written.test(bytes) ? written.lastIndex : undefined;
}

/** A line break as it was written: one of these. */
function newBetweenLines(): RegExp {
  const lineBreak = `(?:\\\\+[rn]|\\^[MJ]|${escapesOf('\r')}|${escapesOf('\n')}){1,2}`;
  const signs = String.raw`[\t\r\x1b !-/:-;=?-@[-\`{-\x7f\x80-\xff]{0,8}`;
  // What makes a text strange is no sign and no part of what a logger puts around a line.
  const around = String.raw`[^\n\0-\x08\x0e-\x1a\x1c-\x1f]*`;
  return new RegExp(
    String.raw`^(?!.*\xef\xbf\xbd)(?:${signs}|${signs}${lineBreak}${signs}|${around}\n${around})$`,
    's',
  );
}

/** The escapes from which a character can be told for certain, as a pattern: of its number, of its UTF-16 or of its bytes. */
function escapesOf(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  const hex = hexOf(number, 1);
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const each = (list: Iterable<number>, escape: (value: number) => string): string => [...list].map(escape).join('');
  const bytes = [...Buffer.from(character)];
  return [
    each(units, (unit) => String.raw`\\+u${hexOf(unit, 4)}`),
    String.raw`\\+u\{0*${hex}\}`,
    String.raw`\\+U${hexOf(number, 8)}`,
    String.raw`\\+x\{0*${hex}\}`,
    ...(number < 0x100 ? [String.raw`\\+x${hexOf(number, 2)}`] : []),
    `&#(?:x0*${hex}|0*${number});`,
    each(bytes, (byte) => String.raw`(?:\\+x|%|=)${hexOf(byte, 2)}`),
    each(bytes, (byte) => String.raw`(?:\\+|#)${byte.toString(8).padStart(3, '0')}`),
  ].join('|');
}

/** Hexadecimal digits, large or small. */
function hexOf(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}
