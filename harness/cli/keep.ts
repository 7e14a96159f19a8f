import { existsSync } from 'node:fs';
import { counterexamplePath, readCounterexample, writeCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';

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
    writeCounterexample(file, { ...counterexample, ...(notes !== undefined && { notes }) });
    return { file };
  } catch (error) {
    return { problem: `It could not be kept: ${error instanceof Error ? error.message : String(error)}` };
  }
}
