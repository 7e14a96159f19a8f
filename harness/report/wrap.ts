import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';

/** The width that everything keeps to. */
export const columns = 100;

/** A paragraph within the width; what does not fit stands below, indented like the text behind `head`. */
export function wrapped(head: string, text: string): string {
  const width = stripVTControlCharacters(head).length;
  const lines = wrapAnsi(text, columns - width, { hard: true }).split('\n');
  return lines.map((line, index) => (index === 0 ? head : ''.padEnd(width)) + line).join('\n');
}
