/*
 * Names of directories hold letters only: an execution is told with `<p0>` in place of the number of a process, and a digit or two in a
 * path that a program writes may be just that number this time. Small letters and capitals, since names must be short, too.
 */

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A whole number in letters, at least `length` of them. */
export function inLetters(number: number, length = 1): string {
  const rest = Math.floor(number / letters.length);
  const last = letters.charAt(number % letters.length);
  return rest === 0 && length <= 1 ? last : inLetters(rest, length - 1) + last;
}

/** How many numbers there are that so many letters can tell. */
export function numbersIn(length: number): number {
  return letters.length ** length;
}

/** The number that stands in some letters; `NaN` where something else is among them. */
export function fromLetters(text: string): number {
  if (!/^[a-zA-Z]+$/.test(text)) return Number.NaN;
  return Array.from(text, (letter) => letters.indexOf(letter)).reduce(
    (number, digit) => number * letters.length + digit,
  );
}
