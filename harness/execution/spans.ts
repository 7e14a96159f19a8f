import type { WrittenLine } from './written-line.js';

/**
 * Bytes of a file that stand one behind the other and come from one place: some of a line's, zeros of a hole, zeros that were asked
 * for, or what nobody knows, since it was there before or its write was not seen.
 */
export interface Span {
  readonly of: WrittenLine | 'hole' | 'allocated' | 'unknown';
  /** Where they begin among the bytes of their line. */
  readonly offset: number;
  readonly length: number;
}

/** What a file holds, from its beginning. */
export type Spans = readonly Span[];

export function lengthOf(spans: Spans): number {
  return spans.reduce((sum, { length }) => sum + length, 0);
}

/** A stretch of a file, as far as there is one. */
export function stretch(spans: Spans, from: number, until: number): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const { of, offset, length } of spans) {
    const [start, end] = [Math.max(from, at), Math.min(until, at + length)];
    if (start < end) found.push({ of, offset: offset + start - at, length: end - start });
    at += length;
    if (at >= until) break;
  }
  return found;
}

/** A file with bytes put at some place: over those that stand there, or behind its end with a hole between. */
export function withBytes(spans: Spans, at: number, put: Spans): Spans {
  const size = lengthOf(spans);
  if (at === size) return [...spans, ...put];
  const before = resized(stretch(spans, 0, at), at, 'hole');
  return [...before, ...put, ...stretch(spans, at + lengthOf(put), size)];
}

/** A file cut or lengthened to a size. */
export function resized(spans: Spans, size: number, by: 'hole' | 'allocated' | 'unknown'): Spans {
  const missing = size - lengthOf(spans);
  if (missing === 0) return spans;
  return missing < 0 ? stretch(spans, 0, size) : [...spans, { of: by, offset: 0, length: missing }];
}

/** Whether a file that was read holds what its spans say. */
export function isText(spans: Spans, text: string): boolean {
  let at = 0;
  for (const { of, offset, length } of spans) {
    const there = text.slice(at, at + length);
    if (of === 'hole' || of === 'allocated') {
      if (/[^\0]/.test(there)) return false;
    } else if (of !== 'unknown' && there !== of.bytes.slice(offset, offset + length)) return false;
    at += length;
  }
  return at === text.length;
}

/** The bytes of a file; nothing where some are not known. */
export function bytesIn(spans: Spans): string | undefined {
  let text = '';
  for (const { of, offset, length } of spans) {
    if (of === 'unknown') return undefined;
    text += typeof of === 'string' ? '\0'.repeat(length) : of.bytes.slice(offset, offset + length);
  }
  return text;
}

/** The lines of which some bytes stand in a stretch, each once. */
export function linesIn(spans: Spans): WrittenLine[] {
  return [...new Set(spans.flatMap(({ of }) => (typeof of === 'string' ? [] : [of])))];
}
