import { existsSync, mkdirSync, mkdtempSync, rmdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexamplePath, readCounterexample, writeCounterexample } from '../counterexample/file.js';
import { kept } from '../report/kept.js';
import { errorMessage } from '../words.js';

/** Where counterexamples are kept by default, so that the command that is printed to replay them works at once. */
export const defaultFolder = '.logtorture';

/**
 * Tries it out, before a search that may take hours, and leaves nothing behind.
 * @throws {Error} one line that says why nothing can be kept below this folder.
 */
export function assertCanBeKept(folder: string): void {
  try {
    const made = mkdirSync(folder, { recursive: true });
    rmdirSync(mkdtempSync(join(folder, 'try-')));
    if (made === undefined) return;
    const above = dirname(resolve(made));
    for (let each = resolve(folder); each !== above; each = dirname(each)) rmdirSync(each);
  } catch (error) {
    throw new Error(`Nothing can be kept in ${folder}: ${errorMessage(error)}. Name another folder with --keep.`, {
      cause: error,
    });
  }
}

/** Where a counterexample is kept, or why it is not. */
export type Kept = { readonly file: string } | { readonly problem: string };

/**
 * Keeps a counterexample below a folder. It replaces an older one and takes over what a person wrote there. A failure is returned, not
 * thrown: what a long search has found is shown even if it can't be kept.
 */
export function keep(folder: string, counterexample: Counterexample): Kept {
  const file = counterexamplePath(folder, counterexample);
  try {
    const { notes, others }: Partial<Counterexample> = existsSync(file) ? readCounterexample(file) : {};
    const written = { ...(notes !== undefined && { notes }), ...(others !== undefined && { others }) };
    writeCounterexample(file, kept({ ...counterexample, ...written }));
    return { file };
  } catch (error) {
    return { problem: `It could not be kept: ${errorMessage(error)}` };
  }
}
