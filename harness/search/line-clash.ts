import type { Violation } from '../claims/invariant.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { accountForLines, type LineAccounting } from '../execution/line-accounting.js';
import type { LineRecord } from '../execution/program-log.js';
import { takenFrom, type Piece, type WrittenLine } from '../execution/written-line.js';
import { recordKey, type RecordId } from '../scenario/record.js';
import { isSameOwner, type Numbered } from './gap.js';

/**
 * The two steps that make a line of a program as it is torn, or stand twice. Torn, it was another process's piece that came between
 * two of its own, and the next of its own; or its last piece, and what took bytes of it. Standing twice, it was what wrote it
 * first, and what wrote it again.
 */
export function clashOfLine(execution: Execution, { record: id, file }: Violation): Numbered[] {
  const { asIs } = execution;
  if (asIs === undefined || id === undefined) return [];
  const lines = accountForLines(execution, asIs);
  const record = recordOf(lines, id);
  if (record === undefined) return [];
  const trace = traceOf(execution).map((step, index): Numbered => ({ number: index + 1, step }));
  const torn = lines.stand.broken.filter((each) => file === undefined || each.file === file);
  for (const { read } of torn) {
    if (read.kind === 'mixed' && read.lines.includes(record.line)) return mixing(trace, record.line, read.lines);
    if (read.kind === 'piece' && read.line === record.line) return takingOf(trace, record.line);
  }
  const counting = (lines.stand.standing.get(record) ?? []).filter(({ counts }) => counts).length;
  return counting > 1 ? writtenAgain(trace, lines, record) : [];
}

/** The step that wrote the end of a line: what explains that it is gone, beside what took it. */
export function writingOf(execution: Execution, id: RecordId): Numbered[] {
  const { asIs } = execution;
  if (asIs === undefined) return [];
  const record = recordOf(accountForLines(execution, asIs), id);
  const trace = traceOf(execution).map((step, index): Numbered => ({ number: index + 1, step }));
  return record === undefined ? [] : stepsOf(trace, [record.pieces.at(-1)?.step]);
}

function recordOf({ log }: LineAccounting, id: RecordId): LineRecord | undefined {
  const key = recordKey(id);
  return log.records.find((record) => recordKey(record) === key);
}

function mixing(trace: readonly Numbered[], line: WrittenLine, lines: readonly WrittenLine[]): Numbered[] {
  const others = lines.filter((other) => other !== line);
  for (const each of [line, ...others]) {
    const foreign = lines.filter((other) => other !== each).flatMap(({ pieces }) => pieces);
    const between = pairBetween(each.pieces, foreign);
    if (between.length > 0) return differing(stepsOf(trace, between));
  }
  if (line.takings.at(-1)?.kind === 'overwritten') return differing(takingOf(trace, line));
  const [other] = others;
  return differing(stepsOf(trace, [line.pieces.at(-1)?.step, other?.pieces[0]?.step]));
}

/** The last of foreign pieces that came before the last one of a line and after its first one, and the next of that line. */
function pairBetween(own: readonly Piece[], foreign: readonly Piece[]): number[] {
  const [first, last] = [own[0]?.step ?? 0, own.at(-1)?.step ?? 0];
  const early = foreign.findLast(({ step }) => step > first && step < last)?.step;
  const late = own.find(({ step }) => early !== undefined && step > early)?.step;
  return early === undefined || late === undefined ? [] : [early, late];
}

function takingOf(trace: readonly Numbered[], { pieces, takings }: WrittenLine): Numbered[] {
  return stepsOf(trace, [pieces.at(-1)?.step, takings.at(-1)?.step]);
}

function writtenAgain(trace: readonly Numbered[], { log }: LineAccounting, record: LineRecord): Numbered[] {
  const standing = log
    .instancesOf(record)
    .filter((line) => takenFrom(line, line.file) === undefined && log.isOwnPart(line.file));
  const written = standing.map(({ pieces }) => pieces.at(-1)?.step);
  const copied = trace.filter(({ step }) => step.call === 'copy').map(({ number }) => number);
  return stepsOf(trace, written.length > 1 ? written.slice(-2) : [...written, ...copied.slice(-1)]);
}

function stepsOf(trace: readonly Numbered[], numbers: readonly (number | undefined)[]): Numbered[] {
  const sorted = [...new Set(numbers)].toSorted((one, other) => (one ?? 0) - (other ?? 0));
  return sorted.flatMap((number) => trace[(number ?? 0) - 1] ?? []);
}

/** Two steps of one process do not clash. */
function differing(steps: readonly Numbered[]): Numbered[] {
  const [one, other] = steps;
  return one === undefined || other === undefined || isSameOwner(one.step, other.step) ? [] : [one, other];
}
