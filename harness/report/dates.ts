const date = /\d{4}-\d{2}-\d{2}(?:[T_-]\d{2}(?:[-:]\d{2}){0,2})?/g;

/** What the dates in some names all begin with, up to a separator, so that the last part of each remains: `2026-01-01_00-00-`. */
export function sharedDate(names: readonly string[]): string {
  const [first = '', ...others] = names.flatMap((name) => name.match(date) ?? []);
  let end = first.length;
  for (const other of [first, ...others]) {
    end = Math.min(end, first.length - 1);
    while (!other.startsWith(first.slice(0, end))) end -= 1;
  }
  return /^.*[-_T:]/.exec(first.slice(0, Math.max(0, end)))?.[0] ?? '';
}
