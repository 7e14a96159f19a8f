import type { Place } from './place.js';
import type { RecordId } from '../scenario/record.js';

/**
 * A record's fate, as Jepsen's queue checker judges it. `absent` is a record that was refused, or whose answer is
 * unknown, and that is not there: nothing is wrong with it. `removed` is a line of a program as it is, which went with a file that was
 * to go.
 */
export type Fate = 'ok' | 'lost' | 'duplicated' | 'torn' | 'recovered' | 'absent' | 'removed';

export interface RecordAccount extends RecordId {
  readonly fate: Fate;
  /** Where it stands whole, from the oldest file to the live one. */
  readonly found: readonly Place[];
  /** Where a fragment of it stands. */
  readonly fragments: readonly Place[];
  /** The files in which it stands whole, or a fragment of it, and that are not taken for part of the log; where there are some. */
  readonly elsewhere?: readonly string[];
  /** Of a line of a program as it is, what stands on it, with the names of processes in place of their numbers. */
  readonly text?: string;
  /**
   * What its file was called when it was opened to write it: order is kept among the lines of one such name. Nothing where its place
   * was not chosen by putting it at the end of a file.
   */
  readonly stream?: string;
}

/** A line that is not one whole record and nothing of another. */
export interface TornLine extends Place {
  readonly holds: string;
  /** How many records it holds, whole or in part. */
  readonly pieces: number;
  /** Which one stands there first, of a program as it is. */
  readonly record?: RecordId;
}

/** Something in the files that no process was asked to write. */
export interface UnexpectedText extends Place {
  readonly what: string;
}

/** What became of everything: the one reading of an execution's files that all invariants and reports share. */
export interface Accounting {
  /** One list a process (of a program as it is also one for each that it has started), one account a record. */
  readonly records: readonly (readonly RecordAccount[])[];
  readonly tornLines: readonly TornLine[];
  readonly unexpected: readonly UnexpectedText[];
}
