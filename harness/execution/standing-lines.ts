import type { Execution } from './execution.js';
import type { LogFile } from './log-files.js';
import type { Place } from './place.js';
import { byText, type LineRecord, type ProgramLog } from './program-log.js';
import type { ProgramFile } from './program-files.js';
import { readLines, type LineRead, type NumberedLine } from './read-lines.js';
import { textLinesOf } from './read-program-log.js';
import type { Standing } from './standing.js';
import { isText } from './spans.js';
import type { WrittenLine } from './written-line.js';

/** What the files of the log hold at the end. */
export interface Stand {
  readonly standing: Map<LineRecord, readonly Standing[]>;
  /** What stands in pieces, or with bytes of others. */
  readonly broken: readonly (Place & { readonly read: LineRead })[];
  /** Holes in parts of the log. */
  readonly holes: readonly (Place & { readonly bytes: number })[];
  /** Files whose steps tell something else than what they hold: whatever is said of them is not held against anybody. */
  readonly unlike: readonly ProgramFile[];
}

/** Reads the files of a log by what the steps tell of them, or by their text alone where the steps tell something else. */
export function standOf({ files }: Pick<Execution, 'files'>, log: ProgramLog): Stand {
  const standing = new Map<LineRecord, Standing[]>();
  const broken: (Place & { read: LineRead })[] = [];
  const holes: (Place & { bytes: number })[] = [];
  const unlike: ProgramFile[] = [];
  const unlikeSteps: LogFile[] = [];
  for (const file of files) {
    const followed = log.story.byName.get(file.name);
    if (followed === undefined || !isText(followed.spans, file.text)) {
      unlikeSteps.push(file);
      if (followed !== undefined && !log.isPacked(followed)) unlike.push(followed);
      continue;
    }
    for (const read of readLines(followed.spans, file)) {
      const place = { file: file.name, line: read.number };
      if (read.holeBytes > 0 && log.since(followed) !== undefined) holes.push({ ...place, bytes: read.holeBytes });
      for (const each of wholeIn(read)) {
        const record = log.recordOf(each);
        if (record === undefined) continue;
        const isOriginal = each === record.line && followed.number === each.file;
        const here = { place, line: each, isOriginal, counts: isOriginal || isCertainCopy(log, each, followed) };
        note(standing, record, here);
      }
      for (const each of read.reads) if (each.kind !== 'whole') broken.push({ ...place, read: each });
    }
  }
  for (const file of unlikeSteps) standByText(standing, log, file);
  return { standing, broken, holes, unlike };
}

/**
 * Only what the kernel has copied is a copy for certain. What a program writes may be a new line with the same text, even where it has
 * read the other: one that counts the lines of its log reads them, and one that says `done` each time says it again.
 */
function isCertainCopy({ since }: ProgramLog, line: WrittenLine, file: ProgramFile): boolean {
  return line.file !== file.number && since(file) !== undefined;
}

function wholeIn({ reads }: NumberedLine): WrittenLine[] {
  return reads.flatMap((read) => (read.kind === 'whole' ? [read.line] : []));
}

function note(standing: Map<LineRecord, Standing[]>, record: LineRecord, here: Standing): void {
  const known = standing.get(record);
  if (known === undefined) standing.set(record, [here]);
  else known.push(here);
}

/** Of several records with the same text, one that stands nowhere is found first. */
function standByText(standing: Map<LineRecord, Standing[]>, log: ProgramLog, { name, text }: LogFile): void {
  const records = byText(log);
  const here = new Set<LineRecord>();
  for (const [index, part] of text.split('\n').entries()) {
    for (const line of textLinesOf(part)) {
      const alike = (records.get(line) ?? []).filter((record) => !here.has(record));
      const record = alike.find((each) => !standing.has(each)) ?? alike[0];
      if (record === undefined) continue;
      here.add(record);
      note(standing, record, { place: { file: name, line: index + 1 }, isOriginal: false, counts: false });
    }
  }
}
