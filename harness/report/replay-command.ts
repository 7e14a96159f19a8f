/** What a user pastes to run a counterexample file again. */
/** @param writer what names its writer, where that is no writer that comes with logtorture. */
export function replayCommand(file: string, writer: readonly string[] = []): string {
  return ['npx logtorture replay', ...[file, ...writer].map(shellWord)].join(' ');
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
