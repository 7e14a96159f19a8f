import type { GateEvent } from '../gate/index.js';
import { followFiles, type Followed, type FollowedFiles } from './followed-files.js';
import type { FoundFile } from './found-files.js';
import { isLiveName } from './log-names.js';

/** What is known of a file beside its name and what it holds. */
export interface FileAge {
  /** Smaller is older, among the files of one execution. */
  readonly began: readonly number[];
  /** It was written at the place that processes were told to write to. */
  readonly wasLive: boolean;
  /** Whether processes would go on writing it; undefined where nobody knows. */
  readonly isWritten?: boolean;
}

/**
 * The age of each file: from the steps, where the gate saw them. A free run has no steps: there the times of birth tell,
 * except that what is packed is older than what is not, since it is written again when it is packed, and the live file the newest.
 */
export function agesOf(
  files: readonly FoundFile[],
  events: readonly GateEvent[],
  live: string,
): ReadonlyMap<FoundFile, FileAge> {
  if (events.length === 0) return new Map(files.map((file) => [file, ageByTime(file, live)]));
  const followed = followFiles(events, live);
  const copies = new Set<Followed>();
  const ages = new Map<FoundFile, FileAge>();
  // What is packed is a copy for certain, so it comes first to what may have been copied.
  for (const file of files.toSorted((one, other) => Number(other.packed) - Number(one.packed)))
    ages.set(file, ageOf(file, followed, copies));
  return ages;
}

function ageByTime({ names, packed, bornMs, inode }: FoundFile, live: string): FileAge {
  const place = names.some((name) => isLiveName(name, live)) ? 2 : 1;
  return { began: [packed ? 0 : place, bornMs, inode], wasLive: false };
}

function ageOf(found: FoundFile, { byName, last }: FollowedFiles, copied: Set<Followed>): FileAge {
  const file = found.names.map((name) => byName.get(name)).find((each) => each !== undefined);
  if (file === undefined) return { began: [0, found.bornMs], wasLive: false };
  const there = new Set(byName.values());
  const gone = file.sources.filter(
    ({ file: each, began }) => !copied.has(each) && (!there.has(each) || each.began !== began),
  );
  const alike = gone.find(({ file: each }) => each.written === found.text.length);
  const source = alike ?? (found.packed ? gone[0] : undefined);
  if (source === undefined || file.wasLive)
    return { began: [file.began], wasLive: file.wasLive, isWritten: isWritten(file, last) };
  copied.add(source.file);
  return { began: [source.began], wasLive: source.file.wasLive, isWritten: false };
}

/** A file that is still empty waits to be written, unless it was put aside. */
function isWritten(file: Followed, last: FollowedFiles['last']): boolean {
  return !file.putAside && !file.left && (file.written === 0 || last.has(file));
}
