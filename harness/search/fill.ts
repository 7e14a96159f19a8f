import { maxRecordBytes, minRecordBytes } from '../scenario/record.js';

/**
 * How much goes into one file: a record; exactly two or three of them; not even one; a record of more than a page, than two
 * pages or than a pipe holds; or there are records of a mebibyte, which fill whatever buffer a logger has.
 */
export type Fill = 'one' | 'exactly two' | 'exactly three' | 'less than one' | 'large' | 'larger' | 'a pipe' | 'huge';

/** The bytes of a record that is not as small as others. Where a buffer is full, some writers begin to write in pieces. */
const largeBytes: Readonly<Partial<Record<Fill, number>>> = {
  large: 4200,
  larger: 8300,
  'a pipe': 65_600,
  huge: maxRecordBytes,
};

const usualBytes = 50;

/** How many bytes a record has. */
export function bytesFor(fill: Fill): number {
  return largeBytes[fill] ?? usualBytes;
}

/** The size at which such a log is rotated. */
export function thresholdFor(fill: Fill): number {
  const line = Math.max(bytesFor(fill), minRecordBytes) + 1;
  if (fill === 'exactly two') return 2 * line;
  if (fill === 'exactly three') return 3 * line;
  return fill === 'less than one' ? Math.floor(line / 2) : 2 * line - 2;
}
