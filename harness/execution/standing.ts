import type { Place } from './place.js';
import type { WrittenLine } from './written-line.js';

/** A line that stands whole in a file of the log. */
export interface Standing {
  readonly place: Place;
  /** Which one it is: the record's own, or a copy; nothing where only the text tells. */
  readonly line?: WrittenLine;
  /** It stands where it was written, not as a copy. */
  readonly isOriginal: boolean;
  /**
   * It counts beside another one of its record: the file is part of the log by itself, not because it is a copy, and this is no
   * copy for which a line might be taken that was written twice.
   */
  readonly counts: boolean;
}
