/** What a user pastes to run a counterexample file again. */
/** @param writer what names its writer, where that is no writer that comes with logtorture. */
export function replayCommand(file: string, writer: readonly string[] = []): string {
  return commandInWords(['npx', 'logtorture', 'replay', file, ...writer]);
}

/** A command as it is typed. */
export function commandInWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
