import picomatch from 'picomatch';
import { ownerOf, type GateEvent } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import type { RecordId } from '../scenario/record.js';
import type { ProgramFile } from './program-files.js';
import { storyOf } from './program-story.js';
import type { ProgramStory } from './telling.js';
import { isPacked } from './unpacked.js';
import { isFinished, lastStepOf, type Piece, textOf, type WrittenLine } from './written-line.js';

/** A line that a program wrote into its log, as a record. */
export interface LineRecord extends RecordId {
  readonly text: string;
  /** The kernel took its last byte, which ends the line. */
  readonly isFinished: boolean;
  readonly pieces: readonly Piece[];
  readonly line: WrittenLine;
}

/** The log of a program as it is, as its steps tell of it. */
export interface ProgramLog {
  readonly story: ProgramStory;
  /** Since which step a file is part of the log; nothing of what is none. */
  readonly since: (file: ProgramFile) => number | undefined;
  /** In the order in which they were finished; behind them those that were not. */
  readonly records: readonly LineRecord[];
  /** Whether the file of a line is part of the log by itself. */
  readonly isOwnPart: (file: number) => boolean;
  /** Whether a file was written packed: what stands between two line ends of its is no line. */
  readonly isPacked: (file: ProgramFile) => boolean;
  /** The record that a line is, or is a copy of. */
  readonly recordOf: (line: WrittenLine) => LineRecord | undefined;
  /** A record's line and all copies of it. */
  readonly instancesOf: (record: LineRecord) => readonly WrittenLine[];
  /** What files are called when they are opened to be written. */
  readonly liveNames: ReadonlySet<string>;
}

const logs = new WeakMap<readonly GateEvent[], ProgramLog>();

export function programLogOf(asIs: AsIs, events: readonly GateEvent[]): ProgramLog {
  const known = logs.get(events);
  if (known !== undefined) return known;
  const log = readStory(asIs, storyOf(events));
  logs.set(events, log);
  return log;
}

function readStory(asIs: AsIs, story: ProgramStory): ProgramLog {
  const liveNames = liveNamesOf(asIs, story);
  const sinces = story.files.map((file) => sinceWhen(file, asIs, liveNames));
  const packed = packedIn(story);
  const isRecord = ({ file, isBlind, bytes }: WrittenLine): boolean =>
    sinces[file] !== undefined && !packed.has(file) && !isBlind && bytes !== '';
  const lineOf = (line: WrittenLine): WrittenLine | undefined => {
    const original = line.copyOf === undefined ? undefined : lineOf(line.copyOf);
    return original ?? (isRecord(line) ? line : undefined);
  };
  const records = sequenced(story.lines.filter((line) => lineOf(line) === line));
  const byLine = new Map(records.map((record) => [record.line, record]));
  const instances = new Map<WrittenLine, WrittenLine[]>();
  for (const line of story.lines) {
    const original = lineOf(line);
    if (original === undefined) continue;
    const known = instances.get(original);
    if (known === undefined) instances.set(original, [line]);
    else known.push(line);
  }
  return {
    story,
    since: ({ number }) => sinces[number],
    isOwnPart: (file) => sinces[file] !== undefined,
    isPacked: ({ number }) => packed.has(number),
    records,
    recordOf(line) {
      const original = lineOf(line);
      return original === undefined ? undefined : byLine.get(original);
    },
    instancesOf: ({ line }) => instances.get(line) ?? [],
    liveNames,
  };
}

/** What a program was told to call its log, and what else was opened to append lines to. */
function liveNamesOf({ file: live }: AsIs, { files }: ProgramStory): ReadonlySet<string> {
  const appended = files.filter((file) => file.hasAppended && !isAside(file));
  return new Set([live, ...appended.flatMap(({ openedAs }) => [...openedAs.values()])]);
}

/**
 * Which files are the log, where nobody says: those to which a line was appended, and those that ever had the name of one that is
 * opened for that. What is written anew as a whole is none, such as a state file, unless it takes such a name.
 */
function sinceWhen(file: ProgramFile, { files: glob }: AsIs, liveNames: ReadonlySet<string>): number | undefined {
  const isTaken = glob === undefined ? undefined : picomatch(glob, { dot: true });
  if (isTaken === undefined && file.hasAppended && !isAside(file)) return file.first;
  const since = [...file.borne]
    .filter(([name]) => (isTaken === undefined ? liveNames.has(name) : isTaken(name)))
    .map(([, number]) => number);
  return since.length === 0 ? undefined : Math.min(...since);
}

/** Some lock by writing a line to a file of its own, and remove it then. */
function isAside({ borne }: ProgramFile): boolean {
  return [...borne.keys()].some((name) => /\.(?:lock|lck|pid)$/.test(name));
}

function packedIn({ lines }: ProgramStory): ReadonlySet<number> {
  const beginnings = lines.filter(({ pieces }) => pieces[0]?.place === 0);
  return new Set(
    beginnings.filter(({ bytes }) => isPacked(Buffer.from(bytes.slice(0, 8), 'latin1'))).map(({ file }) => file),
  );
}

/** The records by what stands on their lines. */
export function byText({ records }: Pick<ProgramLog, 'records'>): ReadonlyMap<string, readonly LineRecord[]> {
  const found = new Map<string, LineRecord[]>();
  for (const record of records) {
    const alike = found.get(record.text);
    if (alike === undefined) found.set(record.text, [record]);
    else alike.push(record);
  }
  return found;
}

/** Whether who wrote a file had opened a part of the log to read, or what is made of one: it may hold lines of the log. */
export function isFromLog({ since }: Pick<ProgramLog, 'since'>, file: ProgramFile | undefined): boolean {
  const seen = new Set<ProgramFile>();
  for (let source = file?.source; source !== undefined && !seen.has(source); source = source.source) {
    if (since(source) !== undefined) return true;
    seen.add(source);
  }
  return false;
}

function sequenced(lines: readonly WrittenLine[]): LineRecord[] {
  const written = new Map<string, number>();
  return lines.toSorted(sooner).map((line) => {
    const key = ownerOf(line.owner);
    const sequence = written.get(key) ?? 0;
    written.set(key, sequence + 1);
    const { owner, pieces } = line;
    return { ...owner, sequence, text: textOf(line), isFinished: isFinished(line), pieces, line };
  });
}

function sooner(one: WrittenLine, other: WrittenLine): number {
  const finished = Number(isFinished(other)) - Number(isFinished(one));
  return finished || lastStepOf(one) - lastStepOf(other) || one.number - other.number;
}
