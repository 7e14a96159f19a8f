import { existsSync } from 'node:fs';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import type { WriterProgram } from '../writers/writer-program.js';

/**
 * The writer that words of a command line stand for, whether or not they stood behind `--`. Several words are a command, and
 * so is one word that names a file which is no JavaScript; any other word is a name or the path of a module.
 */
export async function writerOfWords(words: readonly string[]): Promise<WriterProgram> {
  const [only = '', ...more] = words;
  const isProgram = existsSync(only) && !/\.[cm]?[jt]s$/.test(only) && writerNamed(only) === undefined;
  return more.length > 0 || isProgram ? commandWriter(words) : findWriter(only);
}
