import * as v from 'valibot';

/**
 * A program that is tested as it is: it knows nothing of logtorture, and each execution starts it anew in an empty directory. Its
 * lines are the records. In the words of all commands, `{dir}` stands for that directory, `{log}` for the log in it,
 * `{process}` for the number of the copy and `{records}` for how many lines it is to write. Plain JSON.
 */
export interface AsIs {
  /** What is started as often as a scenario has processes, word by word. */
  readonly command: readonly string[];
  /** What `{log}` is called, relative to the directory. */
  readonly file: string;
  /** Which files are the log, relative to the directory, as a glob says; default: those to which somebody appended a line. */
  readonly files?: string;
  /** A shell command that prepares the directory before each execution, by itself. */
  readonly before?: string;
  /** Shell commands that run in the same execution, under the gate. They are ended once all others have ended. */
  readonly with?: readonly string[];
  /** Shell commands that make the program work: the execution is over when all of them have ended; then the program gets SIGTERM. */
  readonly drive?: readonly string[];
  /** How many files the log is meant to keep: the oldest may be removed while there are more. */
  readonly keeps?: number;
  /** Which files may be removed with what they hold, as a glob says. */
  readonly mayRemove?: string;
}

const words = v.pipe(v.array(v.string()), v.minLength(1));

export const asIsSchema: v.GenericSchema<unknown, AsIs> = v.strictObject({
  command: words,
  file: v.pipe(v.string(), v.minLength(1)),
  files: v.exactOptional(v.string()),
  before: v.exactOptional(v.string()),
  with: v.exactOptional(words),
  drive: v.exactOptional(words),
  keeps: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  mayRemove: v.exactOptional(v.string()),
});
