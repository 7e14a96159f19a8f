import { existsSync } from 'node:fs';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexamplePath, readCounterexample, writeCounterexample } from '../counterexample/file.js';
import { kept } from '../report/kept.js';
import { errorMessage } from '../words.js';

/** Where a counterexample is kept, or why it is not. */
export type Kept = { readonly file: string } | { readonly problem: string };

/**
 * Keeps a counterexample below a folder, in place of an older one, whose notes it takes over. What was found by a long
 * search is shown even where it can't be kept.
 */
export function keep(folder: string, counterexample: Counterexample): Kept {
  const file = counterexamplePath(folder, counterexample);
  try {
    const { notes } = existsSync(file) ? readCounterexample(file) : {};
    writeCounterexample(file, kept({ ...counterexample, ...(notes !== undefined && { notes }) }));
    return { file };
  } catch (error) {
    return { problem: `It could not be kept: ${errorMessage(error)}` };
  }
}
