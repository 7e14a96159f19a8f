import type { Execution } from './execution.js';
import { findRecords, holdsPieceOf, recordText, type RecordId, type RecordsInText } from '../scenario/record.js';
import { bytesOf, recordsOf, type Scenario } from '../scenario/scenario.js';

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
  /** How many records it holds, whole or in part. */
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
  const isPiece = pieceFinder(scenario);

  for (const { name: file, text, damaged } of execution.files) {
    if (damaged !== undefined) unexpected.push({ file, line: 1, what: `a file that can't be unpacked: ${damaged}` });
    for (const [index, line] of linesOf(text).entries()) {
      const place = { file, line: index + 1 };
      const records = findRecords(line);
      for (const record of records.whole)
        if (wasAsked(scenario, record)) sightings[record.process]?.[record.sequence]?.found.push(place);
      for (const record of records.fragments) sightings[record.process]?.[record.sequence]?.fragments.push(place);
      const nameless = records.whole.length === 0 && records.fragments.length === 0 && line !== '';
      const piece = nameless && isPiece(line);
      const alien = nameless && !piece;
      unexpected.push(...unexpectedIn(line, records, scenario, alien).map((what) => ({ ...place, what })));
      const torn = piece ? { holds: 'a piece of a record', pieces: 1 } : tornIn(line, records);
      if (torn !== undefined) tornLines.push({ ...place, ...torn });
    }
  }
  return { records: judge(execution, sightings), tornLines, unexpected };
}

/** Whether a line that names no record holds a piece of one all the same: one that was asked for, since no other is torn. */
function pieceFinder(scenario: Scenario): (line: string) => boolean {
  let texts: readonly string[] | undefined;
  return (line) => {
    texts ??= Array.from({ length: scenario.processes }, (_, process) =>
      Array.from({ length: recordsOf(scenario, process) }, (__, sequence) =>
        recordText({ process, sequence }, bytesOf(scenario, process, sequence)),
      ),
    ).flat();
    return texts.some((text) => holdsPieceOf(text, line));
  };
}

/** What of a line no process was asked to write. */
function unexpectedIn(line: string, { whole, strange }: RecordsInText, scenario: Scenario, alien: boolean): string[] {
  const unasked = whole.filter((record) => !wasAsked(scenario, record));
  return [
    ...unasked.map((record) => `${nameOf(record)} with ${record.bytes} bytes, which nobody was asked to write`),
    ...(strange ? [strangeness(line)] : alien ? [`text of no record: ${JSON.stringify(line.slice(0, 40))}`] : []),
  ];
}

/** What a line holds, where that is not one whole record and nothing of another. */
function tornIn(line: string, { whole, fragments }: RecordsInText): Omit<TornLine, keyof Place> | undefined {
  if (line === '') return { holds: 'nothing', pieces: 0 };
  if (whole.length < 2 && fragments.length === 0) return undefined;
  const pieces = [...whole.map(nameOf), ...fragments.map((record) => `a piece of ${nameOf(record)}`)];
  return { holds: pieces.join(' and '), pieces: pieces.length };
}

function wasAsked(scenario: Scenario, { process, sequence, bytes }: RecordsInText['whole'][number]): boolean {
  if (process >= scenario.processes || sequence >= recordsOf(scenario, process)) return false;
  return bytes === bytesOf(scenario, process, sequence);
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

/** How reports name a record: `p0's record 3`. */
export function nameOf({ process, sequence }: RecordId): string {
  return `p${process}'s record ${sequence}`;
}
