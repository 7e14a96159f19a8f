import picomatch from 'picomatch';
import type { GateEvent } from '../gate/index.js';
import type { AsIs } from '../scenario/as-is.js';
import { agesOf } from './file-ages.js';
import { findFiles, type FoundFile } from './found-files.js';
import { fileOf, nameOf, olderFirst, type LogFile, type PartOfLog, type ReadLog } from './log-files.js';
import { isFromLog, programLogOf, type ProgramLog } from './program-log.js';

interface ReadFrom {
  readonly asIs: AsIs;
  readonly events: readonly GateEvent[];
  /** A file's name as the steps tell it; default: as it is. */
  readonly tellName?: (name: string) => string;
}

/**
 * Reads the log of a program as it is: the files that a glob says, or else those that its steps say, what is a copy of these, and
 * what was packed from them. What else holds one of its lines stands elsewhere.
 */
export function readProgramLog(directory: string, { asIs, events, tellName = (name) => name }: ReadFrom): ReadLog {
  const log = programLogOf(asIs, events);
  const files = findFiles(directory).map((file) => ({ ...file, names: toldBy(tellName, file) }));
  const ages = agesOf(files, events, asIs.file);
  const all = files
    .flatMap((found): PartOfLog[] => {
      const age = ages.get(found);
      return age === undefined ? [] : [{ found, age, name: nameOf(found, asIs.file) }];
    })
    .toSorted(olderFirst);
  const isPart = partOf(asIs, log);
  const parts = all.filter(({ found }) => isPart(found));
  const holds = holdsLinesOf(log);
  const elsewhere = all.filter((part) => !parts.includes(part) && holds(part.found.text) !== 'none');
  return {
    files: parts.map((part, index) => ({ ...fileOf(part), live: livenessOf(log, asIs, parts, index) })),
    ...(elsewhere.length > 0 && { elsewhere: elsewhere.map(fileOf) }),
  };
}

function toldBy(tell: (name: string) => string, { names: [first, ...others] }: FoundFile): FoundFile['names'] {
  return [tell(first), ...others.map(tell)];
}

function partOf({ files: glob }: AsIs, log: ProgramLog): (found: FoundFile) => boolean {
  if (glob !== undefined) {
    const isTaken = picomatch(glob, { dot: true });
    return ({ names }) => names.some((name) => isTaken(name));
  }
  const holds = holdsLinesOf(log);
  return (found) => {
    const file = found.names.map((name) => log.story.byName.get(name)).find((each) => each !== undefined);
    if (file !== undefined && log.since(file) !== undefined) return true;
    const isUnread = found.damaged !== undefined || found.packedWith !== undefined;
    if (isUnread) return isFromLog(log, file);
    if (found.packed) return holds(found.text) !== 'none';
    return isFromLog(log, file) && holds(found.text) === 'nothing else';
  };
}

/** The lines of a text. What packs several files into one begins each by a head, which zeros end. */
export function textLinesOf(text: string): string[] {
  return text.split(/\r?[\n\0]/);
}

/** Whether a text holds lines of the log. Empty ones tell nothing where there are others. */
function holdsLinesOf({ records }: ProgramLog): (text: string) => 'none' | 'some' | 'nothing else' {
  const texts = new Set(records.map(({ text }) => text));
  return (text) => {
    const lines = textLinesOf(text.replace(/\r?\n$/, ''));
    const telling = lines.some((line) => line !== '') ? lines.filter((line) => line !== '') : lines;
    const ours = text === '' ? 0 : telling.filter((line) => texts.has(line)).length;
    return ours === 0 ? 'none' : ours === telling.length ? 'nothing else' : 'some';
  };
}

/** A file that still has the name by which it was opened may be written again; where there is a newer one, perhaps. */
function livenessOf(
  { liveNames, records }: ProgramLog,
  { file: live }: AsIs,
  parts: readonly PartOfLog[],
  index: number,
): NonNullable<LogFile['live']> {
  const opened = new Set([...liveNames, ...records.map(({ line }) => line.openedAs)]);
  const isLive = ({ found }: PartOfLog): boolean => found.names.some((name) => opened.has(name));
  const part = parts[index];
  if (part === undefined || !isLive(part)) return false;
  return part.found.names.includes(live) || !parts.slice(index + 1).some(isLive) || 'perhaps';
}
