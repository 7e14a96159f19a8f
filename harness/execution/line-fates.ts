import { ownerOf } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import { wasToGo } from './meant-removals.js';
import type { LineRecord, ProgramLog } from './program-log.js';
import type { Fate } from './record-account.js';
import { textLinesOf } from './read-program-log.js';
import type { Stand } from './standing-lines.js';
import type { FileRemoval } from './telling.js';
import { unpacked } from './unpacked.js';
import { type Taking, type WrittenLine } from './written-line.js';

/** How a line went of which nothing is left. */
export type Going =
  | { readonly kind: 'destroyed'; readonly by: number }
  | { readonly kind: 'written-too-late'; readonly unnamed: number; readonly written: number }
  /** With a file that was to go. */
  | { readonly kind: 'removed'; readonly by: number; readonly file: string };

export interface LineFate {
  readonly fate: Fate;
  readonly going?: Going;
}

/** A line's fate, given what stands of it at the end. */
export function fateOfLine(record: LineRecord, stand: Stand, asIs: AsIs, log: ProgramLog): LineFate {
  const standing = stand.standing.get(record) ?? [];
  if (standing.filter(({ counts }) => counts).length > 1) return { fate: 'duplicated' };
  if (standing.length > 0) return { fate: record.isFinished ? 'ok' : 'recovered' };
  const written = log.instancesOf(record);
  const broken = stand.broken.map(({ read }) => read);
  if (broken.some((read) => read.kind === 'mixed' && read.lines.some((line) => written.includes(line))))
    return { fate: 'torn' };
  const takings = takingsOf(written);
  const last = takings.at(-1);
  // What nobody took stands, or it stands where nobody knows.
  const isUnknown = written.some((line) => stand.unlike.some(({ spans }) => spans.some(({ of }) => of === line)));
  if (!record.isFinished || isUnknown || (last !== undefined && isOwnEdit(last))) return { fate: 'absent' };
  if (broken.some((read) => read.kind === 'piece' && written.includes(read.line))) return { fate: 'torn' };
  // Of several copies, one that was to go is enough: a report, for instance, is written anew long after that.
  const goings = goingsOf(record, takings, asIs, log);
  const going = goings.findLast(({ kind }) => kind === 'removed') ?? goings.at(-1);
  return { fate: going?.kind === 'removed' ? 'removed' : 'lost', ...(going !== undefined && { going }) };
}

interface Taken {
  readonly line: WrittenLine;
  readonly taking: Taking;
}

/** What took bytes of a line and its copies, in the order in which it happened. */
function takingsOf(written: readonly WrittenLine[]): Taken[] {
  return written
    .flatMap((line) => line.takings.map((taking) => ({ line, taking })))
    .toSorted((one, other) => one.taking.step - other.taking.step);
}

/** A process that writes over what it has written, or cuts the end of it, means to: it is no log that it keeps there. */
export function isOwnEdit({ line, taking }: Taken): boolean {
  if (ownerOf(line.owner) !== ownerOf(taking.owner)) return false;
  return taking.kind === 'overwritten' || (taking.kind === 'truncated' && !taking.whole);
}

function goingsOf(record: LineRecord, takings: readonly Taken[], asIs: AsIs, log: ProgramLog): Going[] {
  const packed = log.story.removals.filter((removal) => mayHold(removal, record, log));
  return [
    ...takings.map(({ taking }) => goingBy(taking, asIs, log)),
    ...packed.map((removal) => goneWith(removal, asIs, log)),
  ];
}

function goingBy(taking: Taking, asIs: AsIs, log: ProgramLog): Going {
  if (taking.kind === 'written-too-late') {
    const unnamed = log.story.files[taking.file]?.unnamed ?? taking.step;
    return { kind: taking.kind, unnamed, written: taking.step };
  }
  const removal = log.story.removals.find(({ step, file }) => step === taking.step && file.number === taking.file);
  return removal === undefined ? { kind: 'destroyed', by: taking.step } : goneWith(removal, asIs, log);
}

function goneWith(removal: FileRemoval, asIs: AsIs, log: ProgramLog): Going {
  const { step, name } = removal;
  return wasToGo(removal, asIs, log) ? { kind: 'removed', by: step, file: name } : { kind: 'destroyed', by: step };
}

/** Whether a file that was written packed, and is gone, held a line. Of one that can't be unpacked nobody knows, so it may have. */
function mayHold({ file, bytes, name }: FileRemoval, { text }: LineRecord, log: ProgramLog): boolean {
  if (!log.isPacked(file)) return false;
  if (bytes === undefined) return true;
  const { text: held, damaged, packedWith } = unpacked(Buffer.from(bytes, 'latin1'), name);
  return damaged === undefined && (packedWith !== undefined || textLinesOf(held).includes(text));
}
