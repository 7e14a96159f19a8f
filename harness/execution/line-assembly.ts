import { ownerOf, type Step } from '../gate/index.js';
import type { ProgramFile } from './program-files.js';
import { type Owner, type WrittenLine } from './written-line.js';

/** The numbers of the steps that each process takes, by its key. */
export type Lives = ReadonlyMap<string, readonly number[]>;

export function livesIn(trace: readonly Step[]): Lives {
  const lives = new Map<string, number[]>();
  for (const [index, step] of trace.entries()) {
    const key = ownerOf(step);
    const life = lives.get(key);
    if (life === undefined) lives.set(key, [index + 1]);
    else life.push(index + 1);
  }
  return lives;
}

/** A line without its end, and where the next byte of it is to stand. */
export interface Pending {
  readonly line: WrittenLine;
  end: number;
  /** Who has written the last piece. */
  last: Owner;
}

/** The lines that are being written: for each file what each process has begun there. */
export type PendingLines = Map<ProgramFile, Map<string, Pending>>;

/**
 * The line with which a write goes on. A process that goes back in a file begins another one: it writes over what it wrote. A member
 * and what it starts may write one line in turns, as a shell does whose command `date` prints the rest of it: nothing tells that
 * from two that clash but that they take turns. So a piece which begins where another process of the same member has ended goes on
 * with its line, where all that one of the two does lies between two steps of the other, or behind them all.
 */
export function pendingFor(pending: PendingLines, lives: Lives, file: ProgramFile, write: Write): Pending | undefined {
  const there = pending.get(file);
  if (there === undefined) return undefined;
  const begun = there.get(ownerOf(write.owner));
  if (begun !== undefined && write.at >= begun.end) return begun;
  if (begun !== undefined) there.delete(ownerOf(write.owner));
  for (const [key, other] of there) {
    if (other.line.owner.process !== write.owner.process || other.end !== write.at) continue;
    const [others, own] = [lives.get(key) ?? [], lives.get(ownerOf(write.owner)) ?? []];
    if (rests(others, own) || rests(own, others)) return other;
  }
  return undefined;
}

export interface Write {
  readonly owner: Owner;
  /** Where it begins in its file. */
  readonly at: number;
}

/** Whether one process takes no step from the first to the last one of another. */
function rests(resting: readonly number[], other: readonly number[]): boolean {
  const [first = 0] = other;
  const last = other.at(-1) ?? 0;
  return resting.every((step) => step < first || step > last);
}

/** Notes how far a line has come; one that has its end is pending no more. */
export function notePending(pending: PendingLines, file: ProgramFile, next: Pending, isFinished: boolean): void {
  const there = pending.get(file) ?? new Map<string, Pending>();
  pending.set(file, there);
  for (const [key, { line }] of there) if (line === next.line) there.delete(key);
  if (isFinished) return;
  there.set(ownerOf(next.line.owner), next);
  there.set(ownerOf(next.last), next);
}

/**
 * A file was cut. Who cut it begins anew there; who else is in the midst of a line goes on with it wherever the file ends now.
 */
export function noteCut(pending: PendingLines, file: ProgramFile, by: Owner, size: number): void {
  const there = pending.get(file);
  if (there === undefined) return;
  for (const [key, each] of there) {
    if (each.end <= size) continue;
    if (each.line.owner.process === by.process) there.delete(key);
    else each.end = size;
  }
}
