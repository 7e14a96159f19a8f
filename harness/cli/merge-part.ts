/** A document of one part of a search, and the file that it was read from. */
export interface Read<Part> {
  readonly file: string;
  readonly part: Part;
}

/** The options of `logtorture merge`, as they are given. */
export interface MergeOptions {
  readonly keep: string;
  readonly json?: true;
}
