/** Where something was found. Lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
