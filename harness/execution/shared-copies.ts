import { mayBeReadAs } from './copied-lines.js';
import { byText, type LineRecord, type ProgramLog } from './program-log.js';
import type { Standing } from './standing.js';
import type { WrittenLine } from './written-line.js';

/**
 * Of several records with the same text nobody can tell which one a copy is of. So one that is lost is given a copy that may be its
 * own, from a record that is not lost without it: it stands somewhere else as well, or it was to go.
 */
export function shareCopies(
  standing: Map<LineRecord, readonly Standing[]>,
  log: ProgramLog,
  isLost: (record: LineRecord) => boolean,
): void {
  for (const alike of byText(log).values()) {
    if (alike.length === 1) continue;
    for (const record of alike) if (isLost(record)) takeCopy(standing, record, alike, { log, isLost });
  }
}

interface Judged {
  readonly log: ProgramLog;
  readonly isLost: (record: LineRecord) => boolean;
}

function takeCopy(
  standing: Map<LineRecord, readonly Standing[]>,
  record: LineRecord,
  alike: readonly LineRecord[],
  { log, isLost }: Judged,
): void {
  for (const donor of alike) {
    const own = standing.get(donor) ?? [];
    const spare = own.find((each) => !each.isOriginal && mayBeOf(each, record, log));
    if (donor === record || spare === undefined) continue;
    const left = own.filter((each) => each !== spare);
    if (left.length === 0) standing.delete(donor);
    else standing.set(donor, left);
    if (!isLost(donor)) {
      standing.set(record, [spare]);
      return;
    }
    standing.set(donor, own);
  }
}

function mayBeOf({ line }: Standing, record: LineRecord, { story }: ProgramLog): boolean {
  const { files, finished } = story;
  const alike = finished.byText.get(record.text) ?? [];
  const seen = new Set<WrittenLine>();
  /** Whether a line may have come of the record's, by one copy or several. */
  const mayCome = (copy: WrittenLine): boolean => {
    const into = files[copy.file];
    // What was written as a line of its own is that one, wherever the kernel has copied it to.
    if (into === undefined || copy.copyOf === undefined || seen.has(copy)) return false;
    seen.add(copy);
    return alike.some((other) => mayBeReadAs(finished, other, copy, into) && (other === record.line || mayCome(other)));
  };
  return line === undefined || mayCome(line);
}
