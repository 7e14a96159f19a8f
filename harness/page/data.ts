import type { KeptCounterexample } from '../counterexample/file.js';
import type { Picture } from './picture.js';

/** Everything that a page shows. Plain JSON. */
export interface PageData {
  readonly title: string;
  /** What was explored, and what came of it, in sentences. */
  readonly about: readonly string[];
  readonly verdicts: readonly PageVerdict[];
  readonly counterexamples: readonly PageCounterexample[];
  /** What was run, whatever came of it. */
  readonly runs?: readonly PageRun[];
  readonly matrix?: PageMatrix;
}

/** All writers and all claims. */
export interface PageMatrix {
  readonly claims: readonly { readonly claim: string; readonly heading: string; readonly meaning: string }[];
  readonly rows: readonly MatrixRow[];
}

export interface MatrixRow {
  readonly writer: string;
  /** In which it seems to be written. */
  readonly language: string;
  /** One for each claim. */
  readonly cells: readonly MatrixCell[];
}

export interface MatrixCell {
  readonly verdict: 'held' | 'violated' | 'unknown' | 'none';
  readonly text: string;
  /** The ways in which it is broken, each with its size and the place of its picture on the page, where it has one. */
  readonly broken: readonly { readonly size: string; readonly message: string; readonly shows?: number }[];
}

/** One controlled run. */
export interface PageRun {
  readonly title: string;
  /** What it breaks first, in a sentence; nothing where no record is lost. */
  readonly sentence?: string;
  readonly picture: Picture;
  /** What became of its records, line by line. */
  readonly text: string;
  /** Options that give the same order again, behind the same command. */
  readonly again: string;
}

/** What a search says of one claim. */
export interface PageVerdict {
  readonly claim: string;
  /** When the claim holds. */
  readonly meaning: string;
  readonly concurrency: 'alone' | 'together';
  readonly verdict: 'held' | 'violated' | 'unknown';
  readonly promised: boolean;
  readonly text: string;
  /** The place of its counterexample among those of the page. */
  readonly shows?: number;
}

export interface PageCounterexample {
  readonly claim: string;
  readonly writer: string;
  /** The violation in one sentence. */
  readonly sentence: string;
  readonly scenario: readonly string[];
  /** As its differences from the undisturbed order. */
  readonly schedule: readonly string[];
  readonly picture: Picture;
  /** The lines of programs that made the steps which explain it, where they are known. */
  readonly code?: readonly StepCode[];
  readonly twin?: PageTwin;
  /** How often it was seen again, and with what it was found. */
  readonly found: string;
  /** What a user pastes to run it again. */
  readonly replay?: string;
  readonly notes?: string;
  /** As a file keeps it, and what such a file is called. */
  readonly kept: KeptCounterexample;
  readonly file: string;
}

/** Where a program stood when it took a step, outermost first. */
export interface StepCode {
  readonly step: number;
  readonly places: readonly CodePlace[];
}

/** A place in a program's text, with the lines around it, as far as they are known. */
export interface CodePlace {
  /** Of its file. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly function?: string;
  readonly lines: readonly (readonly [number: number, text: string])[];
}

/** One change away, and the claim holds. */
export interface PageTwin {
  readonly change: string;
  readonly picture: Picture;
  /** The number of the first step that is another one than the counterexample's; nothing where one is the beginning of the other. */
  readonly parts?: number;
}
