import { ownerOf } from '../gate/index.js';
import type { Execution } from './execution.js';
import type { AsIs } from '../scenario/as-is.js';
import { idOf, recordKey, type RecordId } from '../scenario/record.js';
import { fateOfLine, isOwnEdit, type Going, type LineFate } from './line-fates.js';
import { nameOf, processName } from './names.js';
import type { Place } from './place.js';
import { programLogOf, type LineRecord, type ProgramLog } from './program-log.js';
import type { LineRead } from './read-lines.js';
import type { Accounting, RecordAccount, TornLine, UnexpectedText } from './record-account.js';
import { textLinesOf } from './read-program-log.js';
import { shareCopies } from './shared-copies.js';
import { standOf, type Stand } from './standing-lines.js';
import { pidTeller } from './told-pids.js';
import { isFinished, type WrittenLine } from './written-line.js';

/** What became of a program's lines, and how those went that are gone. */
export interface LineAccounting {
  readonly accounting: Accounting;
  readonly going: (record: RecordId) => Going | undefined;
  readonly log: ProgramLog;
  readonly stand: Stand;
}

/** A line that went with a file that was to go. */
export interface RemovedLine extends RecordId {
  readonly text: string;
  readonly file: string;
  /** The number of the step that removed it, counted from 1. */
  readonly step: number;
}

const accountings = new WeakMap<Execution, LineAccounting>();

/** Accounts for the lines of a program as it is, by what its steps tell. */
export function accountForLines(execution: Execution, asIs: AsIs): LineAccounting {
  const known = accountings.get(execution);
  if (known !== undefined) return known;
  const accounting = readAccounting(execution, asIs);
  accountings.set(execution, accounting);
  return accounting;
}

function readAccounting(execution: Execution, asIs: AsIs): LineAccounting {
  const log = programLogOf(asIs, execution.events);
  const stand = standOf(execution, log);
  shareCopies(stand.standing, log, (record) => fateOfLine(record, stand, asIs, log).fate === 'lost');
  const told = pidTeller(execution.pids);
  const goings = new Map<string, Going>();
  const owners = new Map<string, RecordAccount[]>();
  for (const record of log.records) {
    const fate = fateOfLine(record, stand, asIs, log);
    if (fate.going !== undefined) goings.set(recordKey(record), fate.going);
    const key = ownerOf(record);
    const own = owners.get(key) ?? [];
    owners.set(key, own);
    own.push({ ...accountFor(execution, record, fate, stand), text: told(record.text) });
  }
  const accounting = {
    records: [...owners.values()],
    tornLines: tornIn(stand, log, told),
    unexpected: unexpectedIn(execution, stand),
  };
  return { accounting, going: (record) => goings.get(recordKey(record)), log, stand };
}

function accountFor(
  { elsewhere = [] }: Execution,
  record: LineRecord,
  { fate }: LineFate,
  { standing, broken }: Stand,
): RecordAccount {
  const places = (standing.get(record) ?? [])
    .filter(({ counts }) => counts || fate !== 'duplicated')
    .toSorted((one, other) => Number(other.isOriginal) - Number(one.isOriginal));
  const isElsewhere = fate === 'lost' ? elsewhere.filter(({ text }) => textLinesOf(text).includes(record.text)) : [];
  const { line } = record;
  const isInOrder = places[0]?.isOriginal === true && line.isAtEnd && line.openedAs !== undefined;
  return {
    ...idOf(record),
    fate,
    found: places.map(({ place }) => place),
    fragments: broken.filter(({ read }) => linesOf(read).includes(line)).map(placeOf),
    ...(isElsewhere.length > 0 && { elsewhere: isElsewhere.map(({ name }) => name) }),
    ...(isInOrder && line.openedAs !== undefined && { stream: line.openedAs }),
  };
}

function placeOf({ file, line }: Place): Place {
  return { file, line };
}

function linesOf(read: LineRead): readonly WrittenLine[] {
  return read.kind === 'mixed' ? read.lines : [read.line];
}

/**
 * A piece that stands alone is torn where somebody else took the rest, unless the line stands whole somewhere. What came to no end is
 * whole as far as anybody knows, be it that its process was killed.
 */
function tornIn({ broken, standing }: Stand, log: ProgramLog, told: (text: string) => string): TornLine[] {
  return broken.flatMap(({ read, file, line: number }): TornLine[] => {
    const lines = linesOf(read);
    const [first] = lines;
    const record = first === undefined ? undefined : log.recordOf(first);
    if (read.kind === 'piece') {
      const { line } = read;
      const taking = line.takings.at(-1);
      const isEdit = taking !== undefined && isOwnEdit({ line, taking });
      if (isEdit || line.isBlind || !isFinished(line)) return [];
      if (record !== undefined && standing.has(record)) return [];
    }
    const holds = lines.map((line) => told(inWords(line, read, log))).join(' and ');
    return [{ file, line: number, holds, pieces: lines.length, ...(record !== undefined && { record: idOf(record) }) }];
  });
}

function inWords(line: WrittenLine, read: LineRead, log: ProgramLog): string {
  const record = log.recordOf(line);
  const name = record === undefined ? `what ${processName(line.owner)} wrote` : nameOf(record);
  return read.kind === 'mixed' && read.whole.includes(line) ? name : `a piece of ${name}`;
}

function unexpectedIn({ files }: Execution, { holes }: Stand): UnexpectedText[] {
  const damaged = files.flatMap(({ name: file, damaged: why }) =>
    why === undefined ? [] : [{ file, line: 1, what: `a file that can't be unpacked: ${why}` }],
  );
  const hollow = holes.map(({ file, line, bytes }) => ({
    file,
    line,
    what: `a hole of ${bytes} zero ${bytes === 1 ? 'byte' : 'bytes'}`,
  }));
  return [...damaged, ...hollow];
}

/** The lines of a program that are gone since the file that held them was removed as it was to be. */
export function removedLines(execution: Execution): RemovedLine[] {
  const { asIs } = execution;
  if (asIs === undefined) return [];
  const { log, going } = accountForLines(execution, asIs);
  const told = pidTeller(execution.pids);
  return log.records.flatMap((record) => {
    const gone = going(record);
    return gone?.kind === 'removed'
      ? [{ ...idOf(record), text: told(record.text), file: gone.file, step: gone.by }]
      : [];
  });
}

/** What a program wrote as lines of its log, in the order in which they were finished; behind them what came to no end. */
export function linesWritten(execution: Pick<Execution, 'asIs' | 'events'>): readonly LineRecord[] {
  return execution.asIs === undefined ? [] : programLogOf(execution.asIs, execution.events).records;
}
