import { filesChanged, hasFlag, type GateEvent, type Step } from '../gate/index.js';
import { isLiveName, liveName } from './log-names.js';

/** A file as the steps tell of it, whatever it is called. */
export interface Followed {
  /** The number of the step with which it was made or emptied last, counted from 1. */
  began: number;
  /** Bytes since then. */
  written: number;
  /** It was written at the place that processes were told to write to. */
  wasLive: boolean;
  /** It got another name after it had been written. */
  putAside: boolean;
  /** A process has gone on from it to a file that was begun later. */
  left: boolean;
  /** What the process that began it had opened to read, the latest first: perhaps it is a copy of one of them, or that packed. */
  sources: readonly Source[];
}

export interface Source {
  readonly file: Followed;
  readonly began: number;
}

/** The files at the end, by their names, and those that a process wrote last. */
export interface FollowedFiles {
  readonly byName: ReadonlyMap<string, Followed>;
  readonly last: ReadonlySet<Followed>;
}

interface Following {
  /** What processes were told to write to is called. */
  readonly live: string;
  readonly names: Map<string, Followed>;
  readonly inodes: Map<string, Followed>;
  /** What each process has opened to read, the latest first. */
  readonly reading: Map<number, readonly Source[]>;
  readonly writing: Map<number, Followed>;
}

/** Follows the files of an execution through its steps. */
export function followFiles(events: readonly GateEvent[], live: string = liveName): FollowedFiles {
  const following: Following = { live, names: new Map(), inodes: new Map(), reading: new Map(), writing: new Map() };
  let number = 0;
  for (const event of events) {
    if (event.kind !== 'step') continue;
    number += 1;
    if (!('error' in event.result)) follow(following, event, number);
  }
  return { byName: following.names, last: new Set(following.writing.values()) };
}

function follow(following: Following, step: Step, number: number): void {
  const { names } = following;
  const { call, path: held = '', now: path = held, to = '' } = step;
  switch (call) {
    case 'open':
      if (hasFlag(step.flags, 'O_CREAT') || hasFlag(step.flags, 'O_TRUNC'))
        empty(fileOf(following, step, number), number);
      else if (!hasFlag(step.flags, 'O_WRONLY')) noteReading(following, step);
      return;
    case 'write':
    case 'copy':
      noteWritten(following, step, number);
      return;
    case 'truncate':
      if ((step.bytes ?? 0) === 0) empty(fileOf(following, step, number), number);
      return;
    case 'rename':
      rename(following, path, to);
      return;
    case 'link': {
      const file = names.get(path);
      if (file !== undefined) names.set(to, file);
      return;
    }
    case 'unlink':
      names.delete(path);
      return;
    default:
      return;
  }
}

/** The file that a step changes. Without one in its footprint it has changed none. */
function fileOf({ names, inodes }: Following, step: Step, number: number): Followed | undefined {
  const [object] = filesChanged(step);
  if (object === undefined) return undefined;
  const known = inodes.get(object);
  if (known !== undefined && step.call !== 'open') return known;
  const file = known ?? { began: number, written: 0, wasLive: false, putAside: false, left: false, sources: [] };
  const { path = '', now = path } = step;
  inodes.set(object, file);
  names.set(now, file);
  return file;
}

/** What is emptied is begun anew, whatever became of it before: some go round the same few files. */
function empty(file: Followed | undefined, number: number): void {
  if (file !== undefined) Object.assign(file, { began: number, written: 0, putAside: false, left: false, sources: [] });
}

function noteReading({ names, reading }: Following, { path = '', process }: Step): void {
  const file = names.get(path);
  if (file === undefined || file.written === 0) return;
  const others = (reading.get(process) ?? []).filter((each) => each.file !== file);
  reading.set(process, [{ file, began: file.began }, ...others]);
}

function noteWritten(following: Following, step: Step, number: number): void {
  const { process, path = '', now = path, bytes = 0, result } = step;
  const file = fileOf(following, step, number);
  const written = 'value' in result ? result.value : bytes;
  if (file === undefined || written === 0) return;
  if (file.written === 0) file.sources = following.reading.get(process) ?? [];
  file.written += written;
  file.wasLive ||= isLiveName(now, following.live);
  const before = following.writing.get(process);
  if (before !== undefined && before.began < file.began) before.left = true;
  following.writing.set(process, file);
}

/** Of a folder everything in it moves along. */
function rename({ names, live }: Following, from: string, to: string): void {
  const moved = Array.from(names).filter(([name]) => name === from || name.startsWith(`${from}/`));
  for (const [name, file] of moved) {
    names.delete(name);
    names.set(to + name.slice(from.length), file);
    file.putAside = file.written > 0 && !isLiveName(to, live);
  }
}
