/** What a user pastes to run a counterexample file again. */
export function replayCommand(file: string, writer?: string): string {
  return ['npx logtorture replay', shellWord(file), ...(writer === undefined ? [] : [writer])].join(' ');
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
