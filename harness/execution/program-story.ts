import { hasFlag, ownerOf, placeWritten, type GateEvent, type Step } from '../gate/index.js';
import { traceOf } from './events.js';
import { noLines } from './copied-lines.js';
import { livesIn } from './line-assembly.js';
import {
  fileChanged,
  fileOpened,
  giveName,
  moveName,
  noFiles,
  noteOpened,
  setSource,
  type ProgramFile,
} from './program-files.js';
import { lengthOf, linesIn, resized, stretch, withBytes } from './spans.js';
import { cut, noteTaken, unname } from './takings.js';
import type { ProgramStory, Telling } from './telling.js';
import { writeLines } from './write-lines.js';
import { takerOf } from './written-line.js';

const stories = new WeakMap<readonly GateEvent[], ProgramStory>();

/** Follows the lines and the files of a program through the steps of an execution. */
export function storyOf(events: readonly GateEvent[]): ProgramStory {
  const known = stories.get(events);
  if (known !== undefined) return known;
  const story = followStory(events, () => undefined);
  stories.set(events, story);
  return story;
}

/**
 * The same, and shows the files as they are after each step.
 * @param after gets the number of the step, counted from 1; what it is given goes on changing.
 */
export function followStory(
  events: readonly GateEvent[],
  after: (number: number, files: readonly ProgramFile[]) => void,
): ProgramStory {
  const trace = traceOf({ events });
  const telling: Telling = {
    files: noFiles(),
    lines: [],
    finished: noLines(),
    pending: new Map(),
    lives: livesIn(trace),
    removals: [],
  };
  const { files, lines, removals, finished } = telling;
  for (const [index, step] of trace.entries()) {
    if (!('error' in step.result)) tell(telling, step, index + 1);
    after(index + 1, files.all);
  }
  return { lines, files: files.all, byName: files.names, removals, finished };
}

function tell(telling: Telling, step: Step, number: number): void {
  const { files } = telling;
  const { path = '', to = '' } = step;
  switch (step.call) {
    case 'open':
      open(telling, step, number);
      return;
    case 'write':
      write(telling, step, number);
      return;
    case 'copy':
      copy(telling, step, number);
      return;
    case 'truncate':
    case 'allocate':
      resize(telling, step, number);
      return;
    case 'rename':
      rename(telling, step, number);
      return;
    case 'link': {
      const file = fileChanged(files, step, number) ?? files.names.get(path);
      if (file !== undefined) giveName(files, file, to, number);
      return;
    }
    case 'symlink':
      files.links.add(path);
      return;
    case 'unlink': {
      const file = files.names.get(path);
      if (files.links.delete(path) || file === undefined) return;
      unname(telling, file, { step, number, name: path });
      return;
    }
    default:
      return;
  }
}

function open(telling: Telling, step: Step, number: number): void {
  const { files } = telling;
  const there = files.all.length;
  const file = fileOpened(files, step, number);
  if (file === undefined || !('value' in step.result)) return;
  const { size = 0 } = step.result;
  if (hasFlag(step.flags, 'O_TRUNC')) {
    cut(telling, file, { step, number, size: 0 });
  } else if (lengthOf(file.spans) !== size) {
    // Known as another one, it was changed by something that is no step, such as a store to memory.
    file.isBlind ||= file.number < there;
    file.spans = resized(file.spans, size, 'unknown');
  }
  noteOpened(files, file, step, number);
}

function write(telling: Telling, step: Step, number: number): void {
  const { files } = telling;
  const file = fileChanged(files, step, number);
  if (file === undefined) return;
  const { data, result } = step;
  const at = placeWritten(step);
  if ('value' in result && result.value === 0) return;
  if (data === undefined || at === undefined || !('value' in result) || data.length !== result.value) {
    file.isBlind = true;
    return;
  }
  // What is no regular file has no bytes behind which others stand.
  if (at < 0) return;
  if (lengthOf(file.spans) === 0 && !file.isBlind) {
    const source = files.lastRead.get(ownerOf(step));
    if (source !== undefined && source !== file) setSource(file, source);
  }
  // One that was there before is met here.
  if (file.first === number) file.spans = resized([], sizeBefore(at, data.length, result.size), 'unknown');
  const over = stretch(file.spans, at, at + data.length);
  if (over.length > 0) {
    // What is written over is gone before a line stands there: the same one may be written anew.
    file.spans = withBytes(file.spans, at, [{ of: 'hole', offset: 0, length: data.length }]);
    noteTaken(file, over, { kind: 'overwritten', step: number, owner: takerOf(step) });
  }
  file.spans = withBytes(
    file.spans,
    at,
    writeLines(telling, file, { step, number, at, data, isAtEnd: over.length === 0 }),
  );
}

/** The size that a file had before a write, as far as can be told from the size that it has then. */
function sizeBefore(at: number, length: number, size = 0): number {
  return size > at + length ? size : at;
}

/** A copy within the kernel goes on where the last one from that file to this one has ended, as copying programs have it. */
function copy(telling: Telling, step: Step, number: number): void {
  const { files, finished } = telling;
  const file = fileChanged(files, step, number);
  const { result, footprint } = step;
  const object = footprint.find(({ access, object: each }) => access === 'read' && each.startsWith('inode:'))?.object;
  const source = object === undefined ? undefined : files.inodes.get(object);
  if (file === undefined) return;
  if (!('value' in result) || result.size === undefined || source === undefined) {
    file.isBlind = true;
    return;
  }
  const at = result.at ?? result.size - result.value;
  const from = file.source === source ? (file.copiedUntil ?? 0) : 0;
  if (file.source !== source) setSource(file, source);
  file.copiedUntil = from + result.value;
  const copied = resized(stretch(source.spans, from, from + result.value), result.value, 'unknown');
  file.isBlind ||= source.isBlind;
  file.spans = withBytes(file.spans, at, copied);
  for (const line of linesIn(copied)) {
    const holders = finished.heldBy.get(line);
    holders?.add(file);
  }
}

function resize(telling: Telling, step: Step, number: number): void {
  const file = fileChanged(telling.files, step, number);
  if (file === undefined) return;
  const { result, bytes } = step;
  const size = 'value' in result ? (result.size ?? bytes) : undefined;
  if (size === undefined) {
    file.isBlind = true;
    return;
  }
  if (file.first === number) file.spans = resized([], size, 'unknown');
  if (step.call === 'truncate') cut(telling, file, { step, number, size });
  else file.spans = resized(file.spans, Math.max(size, lengthOf(file.spans)), 'allocated');
}

function rename(telling: Telling, step: Step, number: number): void {
  const { files } = telling;
  const { path = '', to = '' } = step;
  const file = files.names.get(path);
  const replaced = files.names.get(to);
  // Two names of one file stay as they are.
  if (path === to || (file !== undefined && file === replaced)) return;
  if (replaced !== undefined) unname(telling, replaced, { step, number, name: to });
  moveName(files, path, to, number);
}
