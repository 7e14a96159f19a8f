import { isToldAtStart, type WriterProgram } from './writer-program.js';

/** What may be said of a writer beside what it is. */
export interface Telling {
  /** Its processes are told what to do by their words and their environment, and find their records as lines on their standard input. */
  readonly lines?: boolean;
  /** Shell commands that run beside its processes in the same execution, such as a collector or logrotate. */
  readonly with?: readonly string[];
}

/**
 * A writer whose processes are started for each execution, where one of these is said. What it promises holds for itself alone, so
 * beside others it promises nothing.
 * @throws {Error} where it can't be told by lines.
 */
export function toldAtStart(writer: WriterProgram, { lines = false, with: beside }: Telling): WriterProgram {
  if (!lines && beside === undefined) return writer;
  const { namedBy = [] } = writer;
  if (lines && !namedBy.includes('--'))
    throw new Error(`${writer.name} is no command: only a command behind -- can be given its records as lines.`);
  const others = [...(writer.beside ?? []), ...(beside ?? [])];
  const said = [...(lines ? ['--lines'] : []), ...(beside ?? []).flatMap((line) => ['--with', line])];
  return {
    ...writer,
    ...(lines && { lines, takes: ['multi-byte'] }),
    ...(others.length > 0 && { beside: others, guarantees: [], guaranteesAlone: [] }),
    namedBy: [...said, ...namedBy],
  };
}

/**
 * That a claim which has logtorture's own logrotate beside the writer can't be asked of one whose processes are started for each
 * execution.
 * @throws {Error} one line that says so.
 */
export function assertNoLogrotate(writer: WriterProgram, claim: string): void {
  if (isToldAtStart(writer))
    throw new Error(`${claim} can't be asked with --lines or --with: give --with a logrotate of your own instead.`);
}
