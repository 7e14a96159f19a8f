import { existsSync } from 'node:fs';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { shellWord } from '../report/replay-command.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { writerNamed } from '../writers/index.js';

/** A writer, and what names it to `logtorture replay` where its name alone doesn't. */
export interface GivenWriter {
  readonly program: WriterProgram;
  readonly again?: string;
}

/** The writer with a name or a module's path. */
export async function namedWriter(nameOrPath: string): Promise<GivenWriter> {
  const program = await findWriter(nameOrPath);
  const isBuiltIn = writerNamed(nameOrPath) !== undefined;
  return isBuiltIn ? { program } : { program, again: `--writer ${shellWord(nameOrPath)}` };
}

export async function writerOfCommand(command: readonly string[]): Promise<GivenWriter> {
  const program = await commandWriter(command);
  return { program, again: `-- ${command.map(shellWord).join(' ')}` };
}

/**
 * The writer that words of a command line stand for, whether or not they stood behind `--`: one word is a name or a
 * module, unless it is a file that is no JavaScript; several are a command.
 */
export async function writerOfWords(words: readonly string[]): Promise<GivenWriter> {
  const [only = '', ...more] = words;
  const isProgram = existsSync(only) && !/\.[cm]?[jt]s$/.test(only) && writerNamed(only) === undefined;
  return more.length > 0 || isProgram ? writerOfCommand(words) : namedWriter(only);
}
