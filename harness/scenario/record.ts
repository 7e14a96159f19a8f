import { crc32 } from 'node:zlib';
import { fillerOf, type RecordContent } from './content.js';

/** Which record: the process that writes it and its place in that process's order, both counted from 0. */
export interface RecordId {
  readonly process: number;
  /** Of a program as it is: which of the processes that this one has started, counted from 1; nothing of itself. */
  readonly child?: number;
  readonly sequence: number;
}

/** By which a record is found. */
export function recordKey({ process, child, sequence }: RecordId): string {
  return `${process}${child === undefined ? '' : `.${child}`} ${sequence}`;
}

/** Which record something is about, without what else is known of it. */
export function idOf({ process, child, sequence }: RecordId): RecordId {
  return { process, ...(child !== undefined && { child }), sequence };
}

/** Sizes of a record's text in bytes, without the line end that the writer adds. */
export const minRecordBytes = 32;
export const maxRecordBytes = 1_048_576;

/** Of the bytes of a file, one character each. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const strange = /[\0-\x08\x0e-\x1a\x1c-\x1f]|\xef\xbf\xbd/;

/** Marks a record's head. Whole records and mere fragments of them are both found by it. */
export const head: RegExp = /<p(\d{1,4})r(\d{1,7}) (\d{1,7}) ([0-9a-f]{8}) /g;
/** A record's name as it stands in its head or its filler. What follows it tells it from the beginning of a longer one. */
export const token: RegExp = /p(\d{1,4})r(\d{1,7})(?=[. ])/g;

/**
 * The text of a record, exactly `bytes` bytes: `<p0r3 64 1c291ca3 p0r3.p0r3.p0r3.…>`. It names its process, sequence, length
 * and checksum, and its filler repeats whose bytes they are, so that any fragment can be told apart. By default it is printable
 * ASCII.
 */
export function recordText(record: RecordId, bytes: number, content?: RecordContent): string {
  const key = `${record.process} ${record.sequence} ${bytes} ${content ?? ''}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  if (keptBytes + bytes > mostKeptBytes) {
    made.clear();
    keptBytes = 0;
  }
  const text = makeText(record, bytes, content);
  made.set(key, text);
  keptBytes += bytes + bytesOfKey;
  return text;
}

/** The texts that were asked for last, since the same few are given to processes, and looked for in logs, at every execution. */
const made = new Map<string, string>();
let keptBytes = 0;
const mostKeptBytes = 16_777_216;
/** What a text costs beside its bytes, about. */
const bytesOfKey = 100;

function makeText({ process, sequence }: RecordId, bytes: number, content?: RecordContent): string {
  const name = `p${process}r${sequence}`;
  const filler = fillerOf(name, bytes - `<${name} ${bytes} 00000000 >`.length, content);
  const checksum = crc32(`${name} ${bytes} ${filler}`).toString(16).padStart(8, '0');
  return `<${name} ${bytes} ${checksum} ${filler}>`;
}

/**
 * What one piece of text holds of records. `strange` is text that no logger adds on purpose: control characters, other
 * than white space and the escape that begins a colour; and the character that stands for one that was damaged (U+FFFD).
 */
export interface RecordsInText {
  readonly whole: readonly (RecordId & { readonly bytes: number })[];
  readonly fragments: readonly RecordId[];
  readonly strange: boolean;
}

/**
 * Finds the whole records of a text and the records of which it holds mere fragments. What stands around a record
 * without being a piece of one (a time stamp, a level, a closing brace) is taken for the logger's own.
 */
export function findRecords(text: string): RecordsInText {
  const whole: (RecordId & { bytes: number })[] = [];
  const between: string[] = [];
  let end = 0;
  for (const match of text.matchAll(head)) {
    const record = { process: Number(match[1]), sequence: Number(match[2]), bytes: Number(match[3]) };
    if (!isWhole(text, match.index, record)) continue;
    between.push(text.slice(end, match.index));
    whole.push(record);
    end = match.index + record.bytes;
  }
  if (end < text.length) between.push(text.slice(end));
  const rest = between.join('\n');
  return {
    whole,
    fragments: fragmentsIn(rest),
    strange: strange.test(rest),
  };
}

/** Whether a text holds a record or a piece of one. */
export function holdsRecord(text: string): boolean {
  return text.search(token) !== -1;
}

function isWhole(text: string, at: number, record: RecordId & { bytes: number }): boolean {
  if (record.bytes < minRecordBytes || record.bytes > maxRecordBytes) return false;
  return text.startsWith(recordText(record, record.bytes), at);
}

/** Each record once, in the order in which its first fragment stands. */
function fragmentsIn(text: string): RecordId[] {
  const seen = new Map<string, RecordId>();
  for (const [name, process, sequence] of text.matchAll(token)) {
    seen.set(name, { process: Number(process), sequence: Number(sequence) });
  }
  return [...seen.values()];
}

/** A piece that is longer names its record. */
const longestNameless = 64;
/** What is shorter may stand at the edge of any text. */
const leastEdge = 3;

/**
 * Whether a line that names no record holds a piece of this one all the same: it is all of a piece, or it begins with the end of
 * the record, or ends with its beginning. A line of white space alone is no piece.
 */
export function holdsPieceOf(record: string, line: string): boolean {
  if (line.trim() === '') return false;
  if (line.length <= longestNameless && record.includes(line)) return true;
  for (let length = leastEdge; length <= Math.min(line.length, longestNameless); length++) {
    if (line.endsWith(record.slice(0, length)) || line.startsWith(record.slice(-length))) return true;
  }
  return false;
}
