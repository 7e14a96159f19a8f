import { ownerOf, type Step } from '../gate/index.js';
import { noteFinished, noteHeld, originalOf } from './copied-lines.js';
import { notePending, pendingFor } from './line-assembly.js';
import type { ProgramFile } from './program-files.js';
import type { Span } from './spans.js';
import type { Telling } from './telling.js';
import { isFinished, takerOf, type WrittenLine } from './written-line.js';

/** A write whose place and bytes are known. */
export interface SeenWrite {
  readonly step: Step;
  /** The number of the step. */
  readonly number: number;
  readonly at: number;
  readonly data: string;
  /** It wrote over nothing. */
  readonly isAtEnd: boolean;
}

/** Gives the bytes of a write to the lines that they belong to, begun here or before; gives what the file gets. */
export function writeLines(telling: Telling, file: ProgramFile, write: SeenWrite): Span[] {
  const put: Span[] = [];
  const inode = write.step.footprint.find(({ access }) => access === 'write')?.object ?? '';
  let at = write.at;
  for (const part of write.data.split(/(?<=\n)/)) {
    const line = lineFor(telling, file, write, at);
    put.push({ of: line, offset: line.bytes.length, length: part.length });
    line.bytes += part;
    line.pieces.push({ step: write.number, inode, place: at, bytes: part.length });
    line.isBlind ||= file.isBlind;
    line.isAtEnd = write.isAtEnd;
    noteHeld(telling.finished, line, file);
    at += part.length;
    if (isFinished(line)) finish(telling, file, line, write);
    notePending(telling.pending, file, { line, end: at, last: takerOf(write.step) }, isFinished(line));
    if (file.unnamed !== undefined) noteTooLate(file, line, write);
  }
  return put;
}

function lineFor({ pending, lives, lines }: Telling, file: ProgramFile, { step }: SeenWrite, at: number): WrittenLine {
  const owner = takerOf(step);
  const begun = pendingFor(pending, lives, file, { owner, at });
  if (begun !== undefined) return begun.line;
  const { path, now = path } = step;
  const line: WrittenLine = {
    number: lines.length,
    owner,
    file: file.number,
    openedAs: file.openedAs.get(step.process) ?? now,
    bytes: '',
    pieces: [],
    takings: [],
    isAtEnd: true,
    isBlind: false,
  };
  lines.push(line);
  return line;
}

function finish({ finished, files }: Telling, file: ProgramFile, line: WrittenLine, { step }: SeenWrite): void {
  const hasRead = files.all.some(({ readBy }) => readBy.has(line.owner.process));
  const original = hasRead ? originalOf(finished, line, file, files.lastRead.get(ownerOf(step))) : undefined;
  if (original !== undefined) line.copyOf = original;
  noteFinished(finished, line);
  const { process } = step;
  if (file.appendedBy.has(process) || (files.appendsByLink.has(process) && !file.openedAs.has(process)))
    file.hasAppended = true;
}

function noteTooLate(file: ProgramFile, line: WrittenLine, { step, number }: SeenWrite): void {
  const taking = { kind: 'written-too-late', step: number, owner: takerOf(step) } as const;
  line.takings.push({ ...taking, file: file.number, whole: true });
}
