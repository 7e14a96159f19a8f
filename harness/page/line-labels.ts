import type { Execution } from '../execution/execution.js';
import { processName } from '../execution/names.js';
import { programLogOf } from '../execution/program-log.js';
import { isPacked } from '../execution/unpacked.js';
import type { WrittenLine } from '../execution/written-line.js';
import { recordKey, token, type RecordId } from '../scenario/record.js';

/** What a line is called where there is little room, and the records that it holds, or pieces of which, by their keys. */
export interface LineLabel {
  readonly label: string;
  readonly records: readonly string[];
  /** Whether it is text that is no record, not even packed. */
  readonly isText?: boolean;
}

/**
 * Names the lines that an execution wrote: by the records whose names stand in them or, of a program as it is, by their places among
 * those of their process.
 */
export function labelsOf({ asIs, events }: Execution, lines: readonly WrittenLine[]): LineLabel[] {
  const log = asIs === undefined ? undefined : programLogOf(asIs, events);
  const byNumber = new Map(log?.story.lines.map((line) => [line.number, line]));
  return lines.map((line) => {
    const told = byNumber.get(line.number);
    const record = told === undefined ? undefined : log?.recordOf(told);
    if (record !== undefined) return named([record], 'line', 1);
    const records = log === undefined ? recordsNamedIn(line.bytes) : [];
    return records.length > 0 ? named(records, 'record', 0) : unnamed(line);
  });
}

function named(records: readonly RecordId[], noun: string, from: number): LineLabel {
  return {
    label: records.map((record) => `${processName(record)} ${noun} ${record.sequence + from}`).join(', '),
    records: records.map(recordKey),
  };
}

function recordsNamedIn(bytes: string): RecordId[] {
  const found = new Map<string, RecordId>();
  for (const [name, process, sequence] of bytes.matchAll(token))
    found.set(name, { process: Number(process), sequence: Number(sequence) });
  return [...found.values()];
}

function unnamed({ owner, bytes }: WrittenLine): LineLabel {
  const isText = !isPacked(Buffer.from(bytes.slice(0, 8), 'latin1'));
  return { label: `${processName(owner)} ${isText ? 'text' : 'packed'}`, records: [], isText };
}
