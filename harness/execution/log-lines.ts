import { head, recordText, type RecordId } from '../scenario/record.js';
import { bytesOf, recordsOf, type Scenario } from '../scenario/scenario.js';
import { endOfRecord, latin1Of } from '../scenario/written-form.js';

/** A line of a file, and the number with which it begins, counted from 1. */
export interface LogLine {
  readonly text: string;
  readonly number: number;
}

/**
 * The lines of a file; the end of the last one need not be written yet. A record that holds more than ASCII and stands whole is read as
 * the plain one of its name and size, on one line, in whatever way its writer has written its line breaks and characters.
 */
export function linesOf(text: string, scenario: Scenario): readonly LogLine[] {
  const lines: { text: string; number: number }[] = [{ text: '', number: 1 }];
  let number = 1;
  const add = (part: string): void => {
    const [first = '', ...others] = part.split('\n');
    const last = lines.at(-1);
    if (last !== undefined) last.text += first;
    for (const other of others) lines.push({ text: other, number: ++number });
  };
  let end = 0;
  for (const { at, until, record } of unusualRecords(text, scenario)) {
    add(text.slice(end, at));
    add(recordText(record, record.bytes));
    number += text.slice(at, until).split('\n').length - 1;
    end = until;
  }
  add(text.slice(end));
  if (lines.at(-1)?.text === '') lines.pop();
  return lines;
}

/** A record as it was asked for, and where it stands whole. */
interface Standing {
  readonly at: number;
  readonly until: number;
  readonly record: RecordId & { readonly bytes: number };
}

function* unusualRecords(text: string, scenario: Scenario): Iterable<Standing> {
  const { content } = scenario;
  if (content === undefined) return;
  let end = 0;
  for (const match of text.matchAll(head)) {
    const [process, sequence, bytes] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (match.index < end || process >= scenario.processes || sequence >= recordsOf(scenario, process)) continue;
    if (bytes !== bytesOf(scenario, process, sequence)) continue;
    const until = endOfRecord(text, match.index, recordText({ process, sequence }, bytes, content));
    if (until === undefined) continue;
    yield { at: match.index, until, record: { process, sequence, bytes } };
    end = until;
  }
}

/** A record's text as its bytes stand in a file that has them as they were given, one character each. */
export function bytesOfRecord(scenario: Scenario, process: number, sequence: number): string {
  return latin1Of(recordText({ process, sequence }, bytesOf(scenario, process, sequence), scenario.content));
}
