import { ownerOf } from '../gate/index.js';
import type { LogFile } from './log-files.js';
import { linesIn, stretch, type Span, type Spans } from './spans.js';
import { type WrittenLine } from './written-line.js';

/** What stands on a line of a file, by what the steps tell of the file. */
export type LineRead =
  /** One line as it was written. */
  | { readonly kind: 'whole'; readonly line: WrittenLine }
  /** A piece of a line, which stands there alone. */
  | { readonly kind: 'piece'; readonly line: WrittenLine }
  /** Bytes of several lines, of which some may stand there whole. */
  | { readonly kind: 'mixed'; readonly lines: readonly WrittenLine[]; readonly whole: readonly WrittenLine[] };

/** A line of a file, and how many of its bytes are those of a hole. */
export interface NumberedLine {
  /** Counted from 1. */
  readonly number: number;
  /** Nothing where no byte is of a line that is known. */
  readonly reads: readonly LineRead[];
  readonly holeBytes: number;
}

/** Reads a file that holds just what its steps tell. */
export function readLines(spans: Spans, { text }: Pick<LogFile, 'text'>): NumberedLine[] {
  const read: NumberedLine[] = [];
  for (let from = 0, number = 1; from < text.length; number++) {
    const end = text.indexOf('\n', from);
    const until = end === -1 ? text.length : end + 1;
    const parts = stretch(spans, from, until);
    read.push({ number, reads: readParts(parts), holeBytes: holeBytesIn(parts) });
    from = until;
  }
  return read;
}

function holeBytesIn(parts: readonly Span[]): number {
  return parts.reduce((sum, { of, length }) => sum + (of === 'hole' ? length : 0), 0);
}

/**
 * Pieces of several lines that one and the same process has put behind each other are its own edits: one that goes back in its file,
 * to put a comma where the line end was, has torn nothing.
 */
function readParts(parts: readonly Span[]): LineRead[] {
  const lines = linesIn(parts);
  const whole = lines.filter((line) => isWhole(parts, line));
  const owners = new Set(lines.map(({ owner }) => ownerOf(owner)));
  if (owners.size > 1) return [{ kind: 'mixed', lines, whole }];
  return lines.map((line) => ({ kind: whole.includes(line) ? 'whole' : 'piece', line }));
}

/** Whether all bytes of a line stand one behind the other. */
function isWhole(parts: readonly Span[], line: WrittenLine): boolean {
  let next = 0;
  for (const { of, offset, length } of parts) {
    if (of === line && offset === next) next += length;
    else if (of === line || (next > 0 && next < line.bytes.length)) return false;
  }
  return next === line.bytes.length;
}
