import type { Execution } from './execution.js';
import { bytesOfRecord, linesOf } from './log-lines.js';
import { nameOf } from './names.js';
import { accountForLines } from './line-accounting.js';
import type { Place } from './place.js';
import type { Accounting, Fate, RecordAccount, TornLine, UnexpectedText } from './record-account.js';
import { findRecords, holdsPieceOf, type RecordId, type RecordsInText } from '../scenario/record.js';
import { bytesOf, recordsOf, type Scenario } from '../scenario/scenario.js';

export { nameOf } from './names.js';
export type { Place } from './place.js';
export type { Accounting, Fate, RecordAccount } from './record-account.js';

const accountings = new WeakMap<Execution, Accounting>();

export function accountFor(execution: Execution): Accounting {
  const known = accountings.get(execution);
  if (known !== undefined) return known;
  const { asIs } = execution;
  const accounting = asIs === undefined ? readAccounting(execution) : accountForLines(execution, asIs).accounting;
  accountings.set(execution, accounting);
  return accounting;
}

/** What became of one record. */
export function accountOf(execution: Execution, record: RecordId): RecordAccount | undefined {
  const { records } = accountFor(execution);
  if (execution.asIs === undefined) return records[record.process]?.[record.sequence];
  const own = records.find(([first]) => first?.process === record.process && first.child === record.child);
  return own?.[record.sequence];
}

interface Sightings {
  readonly found: Place[];
  readonly fragments: Place[];
  elsewhere?: string[];
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
    for (const { text: line, number } of linesOf(text, scenario)) {
      const place = { file, line: number };
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
  for (const { name, text } of execution.elsewhere ?? []) noteElsewhere(sightings, name, text);
  return { records: judge(execution, sightings), tornLines, unexpected };
}

/** Whether a line that names no record holds a piece of one all the same: one that was asked for, since no other is torn. */
function pieceFinder(scenario: Scenario): (line: string) => boolean {
  let texts: readonly string[] | undefined;
  return (line) => {
    texts ??= Array.from({ length: scenario.processes }, (_, process) =>
      Array.from({ length: recordsOf(scenario, process) }, (__, sequence) =>
        bytesOfRecord(scenario, process, sequence),
      ),
    ).flat();
    return texts.some((text) => holdsPieceOf(text, line));
  };
}

function noteElsewhere(sightings: readonly (readonly Sightings[])[], name: string, text: string): void {
  const { whole, fragments } = findRecords(text);
  for (const { process, sequence } of [...whole, ...fragments]) {
    const sighting = sightings[process]?.[sequence];
    if (sighting?.elsewhere?.includes(name) === false) sighting.elsewhere.push(name);
    else if (sighting !== undefined) sighting.elsewhere ??= [name];
  }
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

function strangeness(line: string): string {
  const holes = line.match(/\0+/)?.[0].length;
  if (holes !== undefined) return `a hole of ${holes} zero ${holes === 1 ? 'byte' : 'bytes'}`;
  return line.includes('\xef\xbf\xbd') ? 'a character that was damaged (U+FFFD stands for it)' : 'control characters';
}
