import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { accountForLines } from '../execution/line-accounting.js';
import type { Going } from '../execution/line-fates.js';
import { filesChanged, hasFlag, placeWritten, type Step } from '../gate/index.js';
import type { RecordId } from '../scenario/record.js';
import { bytesOf, recordsOf } from '../scenario/scenario.js';

/** Why a record is gone, by the numbers of steps, counted from 1. */
export type Removal =
  /** The last step that took some of its bytes: an unlink, a rename or a write over them, or a truncation. */
  | { readonly kind: 'destroyed'; readonly by: number }
  /** It was written into a file that no longer had a name, since an unlink or a rename. */
  | { readonly kind: 'written-too-late'; readonly unnamed: number; readonly written: number };

/** How a record that is in no file went; nothing where the trace does not show it. */
export function removalOf(execution: Execution, record: RecordId): Removal | undefined {
  const { asIs } = execution;
  if (asIs !== undefined) return removalOfLine(accountForLines(execution, asIs).going(record));
  const trace = traceOf(execution);
  const written = bytesWritten(execution, record);
  const files = new Map<string, FileFollowed>();
  let kept: readonly Bytes[] = [];
  let last: Removal | undefined;
  for (const [index, step] of trace.entries()) {
    if ('error' in step.result) continue;
    for (const object of filesChanged(step)) {
      const file = files.get(object) ?? { names: 1 };
      files.set(object, file);
      if (step.call === 'link') file.names += 1;
      else if (unnames(step)) {
        file.names -= 1;
        if (file.names === 0) file.unnamed = index + 1;
      }
      const left = kept.flatMap((bytes) => (bytes.file === object ? leftBy(step, bytes, file.names) : [bytes]));
      if (lengthOf(left) < lengthOf(kept)) last = { kind: 'destroyed', by: index + 1 };
      kept = left;
    }
    const bytes = written.get(step);
    if (bytes === undefined) continue;
    const unnamed = files.get(bytes.file)?.unnamed;
    if (unnamed === undefined) kept = [...kept, bytes];
    else last ??= { kind: 'written-too-late', unnamed, written: index + 1 };
  }
  return last;
}

/** That a line went with a file which was to go is no violation, but where it is asked why, it went by that step. */
function removalOfLine(going: Going | undefined): Removal | undefined {
  return going?.kind === 'removed' ? { kind: 'destroyed', by: going.by } : going;
}

interface FileFollowed {
  /** How many names it has. */
  names: number;
  /** The number of the step that took the last one. */
  unnamed?: number;
}

/** Bytes of a record in a file. Where they stand is not known of a write whose place is not. */
interface Bytes {
  readonly file: string;
  readonly from: number | undefined;
  readonly length: number;
}

function lengthOf(bytes: readonly Bytes[]): number {
  return bytes.reduce((total, { length }) => total + length, 0);
}

/** A step on a file that takes one of its names: renamed, a file is in a footprint only where it is replaced. */
function unnames({ call }: Step): boolean {
  return call === 'unlink' || call === 'rename';
}

/** What a step on their file leaves of bytes. */
function leftBy(step: Step, bytes: Bytes, names: number): Bytes[] {
  if (unnames(step)) return names > 0 ? [bytes] : [];
  if (step.call === 'open') return hasFlag(step.flags, 'O_TRUNC') ? [] : [bytes];
  if (bytes.from === undefined || !('value' in step.result)) return [bytes];
  if (step.call === 'truncate') return without(bytes, step.result.size ?? step.bytes ?? 0, Infinity);
  const at = placeWritten(step);
  return at === undefined ? [bytes] : without(bytes, at, at + step.result.value);
}

/** Bytes without those of their file between two places. */
function without({ file, from = 0, length }: Bytes, start: number, end: number): Bytes[] {
  const until = from + length;
  return [
    { file, from, length: Math.min(until, start) - from },
    { file, from: Math.max(from, end), length: until - Math.max(from, end) },
  ].filter((bytes) => bytes.length > 0);
}

/**
 * The writes that wrote a record, and where to. A process writes its records one after the other and nothing else: where
 * its writes do not add up to just them, nobody can tell which ones they were.
 */
function bytesWritten(execution: Execution, { process, sequence }: RecordId): ReadonlyMap<Step, Bytes> {
  const { scenario } = execution;
  const sizes = Array.from({ length: recordsOf(scenario, process) }, (_, each) => bytesOf(scenario, process, each) + 1);
  const start = sizes.slice(0, sequence).reduce((sum, size) => sum + size, 0);
  const end = start + (sizes[sequence] ?? 0);
  const found = new Map<Step, Bytes>();
  let written = 0;
  for (const step of traceOf(execution)) {
    if (step.process !== process || step.call !== 'write' || !('value' in step.result)) continue;
    const file = step.footprint.find(({ access }) => access === 'write')?.object;
    const before = written;
    written += step.result.value;
    const [from, until] = [Math.max(before, start), Math.min(written, end)];
    if (file === undefined || from >= until) continue;
    const place = placeWritten(step);
    found.set(step, { file, from: place === undefined ? undefined : place + from - before, length: until - from });
  }
  return written === sizes.reduce((sum, size) => sum + size, 0) ? found : new Map();
}
