import { liveName } from '../execution/log-names.js';
import type { AsIs } from '../scenario/as-is.js';
import { programWriter, type ProgramTerms, type ProgramWriter } from './program-writer.js';

/** What is said of a program as it is beside its command; `file` is `app.log` where nothing is said. */
export interface AsIsOptions extends Partial<Omit<AsIs, 'command'>>, ProgramTerms {}

/**
 * A program as it is, as `expectHolds` and `programs` take it: its command, word by word, as it is typed in the current folder.
 * @throws {Error} when there is no such program, or one line that lists every problem.
 */
export function asIs(command: readonly string[], options: AsIsOptions = {}): ProgramWriter {
  const { file = liveName, forks, sizes, ...rest } = options;
  const terms = { ...(forks !== undefined && { forks }), ...(sizes !== undefined && { sizes }) };
  return programWriter({ command, file, ...rest }, terms);
}
