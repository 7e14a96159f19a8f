import type { Step } from '../gate/index.js';
import { noteCut } from './line-assembly.js';
import { takeName, type ProgramFile } from './program-files.js';
import { bytesIn, lengthOf, linesIn, resized, stretch, type Spans } from './spans.js';
import type { FileState, Telling } from './telling.js';
import { takerOf, type Taking, type WrittenLine } from './written-line.js';

interface Sized {
  readonly step: Step;
  /** The number of the step. */
  readonly number: number;
  readonly size: number;
}

/** Cuts a file to a size, or lengthens it by a hole. */
export function cut(telling: Telling, file: ProgramFile, { step, number, size }: Sized): void {
  const before = lengthOf(file.spans);
  const gone = stretch(file.spans, size, before);
  file.spans = resized(file.spans, size, 'hole');
  if (size === 0) {
    file.began = number;
    file.isBlind = false;
    delete file.source;
    delete file.sourceBegan;
    delete file.copiedUntil;
  }
  noteTaken(file, gone, { kind: 'truncated', step: number, owner: takerOf(step) });
  noteCut(telling.pending, file, takerOf(step), size);
}

interface Unnaming {
  readonly step: Step;
  readonly number: number;
  readonly name: string;
}

/** Takes a name from a file, which is gone where it has no other. */
export function unname({ files, removals }: Telling, file: ProgramFile, { step, number, name }: Unnaming): void {
  if (!takeName(files, file, name, number)) return;
  const others = files.all.filter(({ names }) => names.size > 0).map(stateOf);
  const isRename = step.call === 'rename';
  removals.push({ step: number, file, name, isRename, age: stateOf(file), bytes: bytesIn(file.spans), others });
  noteTaken(file, file.spans, { kind: 'unnamed', step: number, owner: takerOf(step) });
}

function stateOf(file: ProgramFile): FileState {
  const { spans, number, began, sourceBegan } = file;
  const lines = linesIn(spans);
  const isCopied = lines.length > 0 && lines.every((line) => line.file !== number);
  const isCopy = lines.length > 0 && lines.every((line) => line.file !== number || line.copyOf !== undefined);
  return { file, began, sourceBegan, isCopied, isCopy };
}

/** Notes what took bytes of lines from a file, of which it may hold others still. */
export function noteTaken(file: ProgramFile, gone: Spans, taking: Pick<Taking, 'kind' | 'step' | 'owner'>): void {
  const lines = linesIn(gone);
  if (lines.length === 0) return;
  const left = taking.kind === 'unnamed' ? new Set<WrittenLine>() : new Set(linesIn(file.spans));
  for (const line of lines) line.takings.push({ ...taking, file: file.number, whole: !left.has(line) });
}
