import type { Finished } from './copied-lines.js';
import type { Lives, PendingLines } from './line-assembly.js';
import type { ProgramFile, ProgramFiles } from './program-files.js';
import type { WrittenLine } from './written-line.js';

/** A file lost its last name. */
export interface FileRemoval {
  /** The number of the step. */
  readonly step: number;
  readonly file: ProgramFile;
  readonly name: string;
  readonly isRename: boolean;
  readonly age: FileState;
  /** What it held, where that is known. */
  readonly bytes: string | undefined;
  /** The files that had names then. */
  readonly others: readonly FileState[];
}

/** How old a file was at some moment. */
export interface FileState {
  readonly file: ProgramFile;
  /** The number of the step with which it was begun. */
  readonly began: number;
  /** The same of what it may be a copy of, or packed from. */
  readonly sourceBegan: number | undefined;
  /** It held nothing but what the kernel has copied. */
  readonly isCopied: boolean;
  /** It held nothing but that and what may be copies of lines. */
  readonly isCopy: boolean;
}

/** What the steps of a program tell of its lines and its files. */
export interface ProgramStory {
  /** In the order in which they were begun. */
  readonly lines: readonly WrittenLine[];
  readonly files: readonly ProgramFile[];
  /** The files at the end. */
  readonly byName: ReadonlyMap<string, ProgramFile>;
  readonly removals: readonly FileRemoval[];
  readonly finished: Finished;
}

/** A story while it is being told. */
export interface Telling {
  readonly files: ProgramFiles;
  readonly lines: WrittenLine[];
  readonly finished: Finished;
  readonly pending: PendingLines;
  readonly lives: Lives;
  readonly removals: FileRemoval[];
}
