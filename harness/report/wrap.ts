import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';

/** The width that everything keeps to. */
export const columns = 100;

/** A paragraph within the width; what does not fit stands below, indented like the text behind `head`. */
export function wrapped(head: string, text: string): string {
  const width = stripVTControlCharacters(head).length;
  const lines = narrowly(text, (plain) => wrapAnsi(plain, columns - width, { hard: true })).split('\n');
  return lines.map((line, index) => (index === 0 ? head : ''.padEnd(width)) + line).join('\n');
}

/** What our own sentences hold beside ASCII. Each takes one column. */
const narrow = /[×…→►·–—✗✓~]/g;
const standIn = '~';
const isPlain = /^[ -~\n]*$/;

/**
 * What `wrap`, which moves nothing but blanks, makes of a text; our own symbols are others meanwhile. To find out how wide anything is
 * beyond ASCII takes as long as to start a thread, the first time.
 */
function narrowly(text: string, wrap: (text: string) => string): string {
  const plain = text.replaceAll(narrow, standIn);
  if (!isPlain.test(plain)) return wrap(text);
  const symbols = text.match(narrow)?.values();
  return wrap(plain).replaceAll(standIn, () => symbols?.next().value ?? standIn);
}
