/** What a page shows of one execution. Plain JSON, so that it can be embedded. */
export interface Picture {
  /** The processes, from the left to the right. */
  readonly lanes: readonly Lane[];
  /** What the file is called that processes were told to write to. */
  readonly live: string;
  readonly steps: readonly PictureStep[];
  readonly rows: readonly PictureRow[];
  /** What was written into files, line by line: blocks of files are made of these. */
  readonly lines: readonly PictureLine[];
  /** What becomes of the record that the violation is about, and the steps that explain it, in their order. */
  readonly story: readonly Moment[];
  /** What dates in names have in common, for which `…` stands; nothing where there is no such thing. */
  readonly shared?: string;
  /** What its record is called, where the violation is about one. */
  readonly record?: string;
  /** The numbers of the two steps that clash, or of the only one that explains. */
  readonly clash: readonly number[];
}

export interface Lane {
  /** As reports name the process: `p0`, `p0.1`, `p2 (logrotate)`. */
  readonly name: string;
}

/** A step that has taken effect; the first one is number 1. */
export interface PictureStep {
  readonly lane: number;
  readonly text: string;
  /** Files that are otherwise after it than before it. */
  readonly files?: readonly PictureFile[];
}

/** A file as it is after a step, from its beginning. */
export interface PictureFile {
  /** Which one it is, whatever it is called. */
  readonly id: number;
  /** None of a file that has lost its last one. */
  readonly names: readonly string[];
  /** A line of the file each. */
  readonly blocks: readonly Block[];
}

/**
 * The pieces of one line of a file: which line of the picture they come from, or what else, and how many bytes there are of it. Lines
 * that hold no record, and stand one behind the other, are one piece, which says how many they are.
 */
export type Block = readonly Piece[];
export type Piece = readonly [from: number | Nameless, bytes: number, lines?: number];

/** What stands in files and was not written by a process that was seen. */
export type Nameless = 'hole' | 'allocated' | 'unknown';

export interface PictureLine {
  readonly lane: number;
  /** What it is, in a few letters: `p1 record 0`. */
  readonly label: string;
  /** Its beginning as people read it. */
  readonly text: string;
  /** Whether it is the one that the violation is about. */
  readonly isIts?: true;
  /** Whether it holds no record. */
  readonly isText?: true;
}

/** A row of the diagram: some steps of one process, or something that happens beside them. */
export type PictureRow =
  | {
      readonly kind: 'steps';
      readonly first: number;
      readonly last: number;
      readonly lane: number;
      readonly text: string;
    }
  | { readonly kind: 'event' | 'parting'; readonly text: string };

/** Something that becomes of the record, by a step. */
export interface Moment {
  readonly step: number;
  readonly kind: 'held' | 'written' | 'moved' | 'gone' | 'clash';
  /** What this step does to it: `now in app.log.1`; or, where another process goes on by it than usual, which one does. */
  readonly text: string;
  /** The file in which it stands then, if it does in any. */
  readonly place?: string;
}
