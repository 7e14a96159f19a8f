import { rotatedFiles, type Execution } from './execution.js';
import { findRecords, type RecordId } from '../scenario/record.js';
import { bytesOf, recordsOf } from '../scenario/scenario.js';

/** Where something was found. Lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * A record's fate, as Jepsen's queue checker judges it. `absent` is a record that was refused, or whose answer is
 * unknown, and that is not there: nothing is wrong with it.
 */
export type Fate = 'ok' | 'lost' | 'duplicated' | 'torn' | 'recovered' | 'absent';

export interface RecordAccount extends RecordId {
  readonly fate: Fate;
  /** Where it stands whole, from the oldest file to the live one. */
  readonly found: readonly Place[];
  /** Where a fragment of it stands. */
  readonly fragments: readonly Place[];
}

/** A line that is not one whole record and nothing of another. */
export interface TornLine extends Place {
  readonly holds: string;
  /** Of how many records something stands in it. */
  readonly pieces: number;
}

/** Something in the files that no process was asked to write. */
export interface UnexpectedText extends Place {
  readonly what: string;
}

/** What became of everything: the one reading of an execution's files that all invariants and reports share. */
export interface Accounting {
  /** One list a process, one account a record. */
  readonly records: readonly (readonly RecordAccount[])[];
  readonly tornLines: readonly TornLine[];
  readonly unexpected: readonly UnexpectedText[];
}

const accountings = new WeakMap<Execution, Accounting>();

export function accountFor(execution: Execution): Accounting {
  const known = accountings.get(execution);
  if (known !== undefined) return known;
  const accounting = readAccounting(execution);
  accountings.set(execution, accounting);
  return accounting;
}

interface Sightings {
  readonly found: Place[];
  readonly fragments: Place[];
}

function readAccounting(execution: Execution): Accounting {
  const { scenario } = execution;
  const sightings: Sightings[][] = Array.from({ length: scenario.processes }, (_, process) =>
    Array.from({ length: recordsOf(scenario, process) }, () => ({ found: [], fragments: [] })),
  );
  const tornLines: TornLine[] = [];
  const unexpected: UnexpectedText[] = [];

  for (const { name, text, damaged } of execution.files) {
    if (damaged !== undefined)
      unexpected.push({ file: name, line: 1, what: `a file that can't be unpacked: ${damaged}` });
    for (const [index, line] of linesOf(text).entries()) {
      const place = { file: name, line: index + 1 };
      const { whole, fragments, strange } = findRecords(line);
      for (const record of whole) {
        const sighting = sightings[record.process]?.[record.sequence];
        if (sighting === undefined || record.bytes !== bytesOf(scenario, record.process, record.sequence)) {
          unexpected.push({
            ...place,
            what: `${nameOf(record)} with ${record.bytes} bytes, which nobody was asked to write`,
          });
        } else sighting.found.push(place);
      }
      for (const record of fragments) sightings[record.process]?.[record.sequence]?.fragments.push(place);
      if (strange) unexpected.push({ ...place, what: strangeness(line) });
      else if (whole.length === 0 && fragments.length === 0 && line !== '') {
        unexpected.push({ ...place, what: `text of no record: ${JSON.stringify(line.slice(0, 40))}` });
      }
      const parts = [...whole.map(nameOf), ...fragments.map((record) => `a piece of ${nameOf(record)}`)];
      if (line === '') tornLines.push({ ...place, holds: 'nothing', pieces: 0 });
      else if (whole.length > 1 || fragments.length > 0)
        tornLines.push({ ...place, holds: parts.join(' and '), pieces: parts.length });
    }
  }
  return { records: judge(execution, sightings), tornLines, unexpected };
}

function judge({ history }: Execution, sightings: readonly (readonly Sightings[])[]): RecordAccount[][] {
  const acknowledged = sightings.map(() => new Set<number>());
  for (const event of history) if (event.kind === 'ok') acknowledged[event.process]?.add(event.sequence);
  return sightings.map((records, process) =>
    records.map((sighting, sequence) => {
      const fate = fateOf(sighting, acknowledged[process]?.has(sequence) ?? false);
      return { process, sequence, fate, ...sighting };
    }),
  );
}

function fateOf({ found, fragments }: Sightings, acknowledged: boolean): Fate {
  if (found.length > 1) return 'duplicated';
  if (found.length === 1) return acknowledged ? 'ok' : 'recovered';
  if (fragments.length > 0) return 'torn';
  return acknowledged ? 'lost' : 'absent';
}

/** A text's lines; the end of the last one need not be written yet. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function strangeness(line: string): string {
  const holes = line.match(/\0+/)?.[0].length;
  return holes === undefined ? 'control characters' : `a hole of ${holes} zero ${holes === 1 ? 'byte' : 'bytes'}`;
}

/**
 * Whether the log was rotated: a rotated file is there, or acknowledged records have gone from the live one, from which
 * nothing else takes them. Where processes remove each other's rotated files, none may be left.
 */
export function wasRotated(execution: Execution): boolean {
  if (rotatedFiles(execution).length > 0) return true;
  return accountFor(execution)
    .records.flat()
    .some(({ fate }) => fate === 'lost');
}

/** How reports name a record: `p0's record 3`. */
export function nameOf({ process, sequence }: RecordId): string {
  return `p${process}'s record ${sequence}`;
}
