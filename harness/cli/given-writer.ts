import { existsSync } from 'node:fs';
import { commandWriter, findWriter } from '../writers/find-writer.js';
import { writerNamed } from '../writers/index.js';
import { toldAtStart, type Telling } from '../writers/told-writer.js';
import type { WriterProgram } from '../writers/writer-program.js';

/** Words of a command line that stand for a writer. */
export interface WriterWords {
  /** All of them, in order. */
  readonly words: readonly string[];
  /** How many of them, at the end, stood behind `--`. */
  readonly behind: number;
}

/** @throws {Error} where there is no word. */
export function assertGiven({ words }: WriterWords): void {
  if (words.length === 0)
    throw new Error('Which writer? Give its name, the path of its module, or a command behind --.');
}

/**
 * Several words are a command, and so is one word that names a file which is no JavaScript; any other word is a name or
 * the path of a module. Some ways to start a program swallow `--`, so a command is taken for one without it, unless it
 * begins with a writer.
 * @param mostMs how long a module may take to load, where that is less than usual.
 * @throws {Error} one line that says why there is no such writer, or more than one.
 */
export async function writerOfWords({ words, behind }: WriterWords, mostMs?: number): Promise<WriterProgram> {
  const [first = '', ...more] = words;
  const named = words.slice(0, words.length - behind);
  if (behind > 0 && named.length > 0)
    throw new Error(`There are two writers: ${named.join(' ')}, and the command behind --. Give one of them.`);
  if (isWriter(first) && behind === 0 && more.length > 0)
    throw new Error(`There is one writer at a time, and ${first} is one: ${more.join(' ')} can't stand behind it.`);
  const isProgram = behind > 0 || (existsSync(first) && !isModule(first));
  return more.length > 0 || (isProgram && !isWriter(first)) ? commandWriter(words) : findWriter(first, mostMs);
}

/**
 * The same, told as the options say.
 * @throws {Error} one line that says why there is no such writer.
 */
export async function toldWriter(given: WriterWords, telling: Telling, mostMs?: number): Promise<WriterProgram> {
  return toldAtStart(await writerOfWords(given, mostMs), telling);
}

function isWriter(word: string): boolean {
  return writerNamed(word) !== undefined || (isModule(word) && existsSync(word));
}

function isModule(word: string): boolean {
  return /\.[cm]?[jt]s$/.test(word);
}
