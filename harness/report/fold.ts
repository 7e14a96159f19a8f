import { onStandardOutput } from '../words.js';

/** Whole numbers in ascending order as ranges: 1, 2, 3, 7 becomes [1, 3], [7, 7]. */
export function ranges(numbers: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** Each distinct text once, with the names of all that it is said of: most claims share their executions. */
export function saidOnce(
  said: readonly (readonly [name: string, text: string])[],
): { names: string[]; text: string }[] {
  const namesOf = new Map<string, string[]>();
  for (const [name, text] of said) namesOf.set(text, [...(namesOf.get(text) ?? []), name]);
  return Array.from(namesOf, ([text, names]) => ({ names, text }));
}

/** The first few of a list in words, and how many more there are: `a, b and 3 more files`. */
export function firstOf(list: readonly string[], most: number, noun: string): string {
  if (list.length <= most) return list.join(', ');
  const more = list.length - most;
  return `${list.slice(0, most).join(', ')} and ${more.toLocaleString('en')} more ${noun}${more === 1 ? '' : 's'}`;
}

/**
 * A text's distinct lines in the order of their first appearance, each with how often it stands there. Lines that
 * differ only in their numbers count as one.
 */
export function distinctLines(text: string): { line: string; times: number }[] {
  const found = new Map<string, { line: string; times: number }>();
  for (const line of text.trimEnd().split('\n')) {
    const shape = line.replace(/[0-9a-f]*\d[0-9a-f]*/g, '#');
    const known = found.get(shape) ?? { line, times: 0 };
    found.set(shape, { line: known.line, times: known.times + 1 });
  }
  return [...found.values()];
}

/** A text without the indented lines below others: where an error is printed, those are its stack. */
export function withoutStacks(text: string): string {
  return text
    .split('\n')
    .filter((line, index) => index === 0 || !stackLine.test(line))
    .join('\n');
}

const stackLine = new RegExp(String.raw`^(?:${onStandardOutput})?\s+\S`);

/** A line cut to a width, with a mark where it was cut. */
export function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}
