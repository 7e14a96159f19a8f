import type { Step } from '../gate/index.js';

/** Which process wrote a line: a member, or one of the processes that it has started. */
export interface Owner {
  readonly process: number;
  readonly child?: number;
}

/** Some bytes of a line, as one step wrote them. */
export interface Piece {
  /** The number of the step, counted from 1. */
  readonly step: number;
  /** As footprints name it: `inode:3`. */
  readonly inode: string;
  /** Where they begin in the file. */
  readonly place: number;
  readonly bytes: number;
}

/** What took bytes of a line. */
export interface Taking {
  readonly kind: 'overwritten' | 'truncated' | 'unnamed' | 'written-too-late';
  /** The number of the step, counted from 1; of what was written too late, that of the write. */
  readonly step: number;
  readonly owner: Owner;
  /** The file from which they were taken. */
  readonly file: number;
  /** All that was left of the line there went. */
  readonly whole: boolean;
}

/** A line as it is being written: what one process writes into one file between two line ends. */
export interface WrittenLine {
  /** Its place among all lines of an execution, in the order in which they were begun. */
  readonly number: number;
  readonly owner: Owner;
  /** The file, by its place among those of the execution. */
  readonly file: number;
  /** What the file was called when its process opened it to write. */
  readonly openedAs: string | undefined;
  /** All its bytes, one character each, with the line end where it has one. */
  bytes: string;
  readonly pieces: Piece[];
  /** Its last piece was put at the end of the file, where no line stood. */
  isAtEnd: boolean;
  /** Not every byte that was written is known, so neither is the line. */
  isBlind: boolean;
  /** The line that it is a copy of. */
  copyOf?: WrittenLine;
  /** What took bytes of it, from its file or from one to which the kernel has copied it. */
  readonly takings: Taking[];
}

/** Who takes a step. */
export function takerOf({ process, child }: Pick<Step, 'process' | 'child'>): Owner {
  return { process, ...(child !== undefined && { child }) };
}

export function isFinished({ bytes }: Pick<WrittenLine, 'bytes'>): boolean {
  return bytes.endsWith('\n');
}

/** What stands on a line, without its end. */
export function textOf({ bytes }: Pick<WrittenLine, 'bytes'>): string {
  return bytes.replace(/\r?\n$/, '');
}

/** The number of the step that wrote the last byte of a line. */
export function lastStepOf({ pieces }: WrittenLine): number {
  return pieces.at(-1)?.step ?? 0;
}

/** What took bytes of a line from a file first: until then it could be read there. */
export function takenFrom({ takings }: WrittenLine, file: number): Taking | undefined {
  return takings.find((taking) => taking.file === file);
}

/** The line of which all others are copies. */
export function rootOf(line: WrittenLine): WrittenLine {
  let root = line;
  while (root.copyOf !== undefined) root = root.copyOf;
  return root;
}
