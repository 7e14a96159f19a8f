import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexamplePath, readCounterexample, writeCounterexample } from '../counterexample/file.js';
import { jsonText } from '../counterexample/json-text.js';
import { kept } from '../report/kept.js';
import { mostFound } from '../search/others.js';
import { errorMessage } from '../words.js';

/** Where counterexamples are kept by default, so that the command that is printed to replay them works at once. */
export const defaultFolder = '.logtorture';

/** Where counterexamples go that would be kept by default, in a current folder that can't be written. */
let instead: string | undefined;

/** Below which folder counterexamples are kept that are to be kept below this one. */
export function keepingFolder(folder: string): string {
  return folder === defaultFolder ? (instead ?? folder) : folder;
}

/**
 * Tries it out, before a search that may take hours, and leaves nothing behind. In the place of the default one another
 * folder is taken, and told on standard error, where nothing can be kept there.
 * @throws {Error} one line that says why nothing can be kept below this folder.
 */
export function assertCanBeKept(folder: string): void {
  const problem = whyNotKept(folder);
  if (problem === undefined) return;
  const others = folder === defaultFolder ? [join(homedir(), defaultFolder), join(tmpdir(), 'logtorture')] : [];
  instead = others.find((other) => whyNotKept(other) === undefined);
  if (instead === undefined)
    throw new Error(`Nothing can be kept in ${folder}: ${errorMessage(problem)}. Name another folder with --keep.`, {
      cause: problem,
    });
  console.error(
    `logtorture: Counterexamples are kept in ${instead}, since nothing can be kept in ${folder}: ${errorMessage(problem)}.`,
  );
}

function whyNotKept(folder: string): unknown {
  try {
    const made = mkdirSync(folder, { recursive: true });
    rmdirSync(mkdtempSync(join(folder, 'try-')));
    if (made === undefined) return undefined;
    const above = dirname(resolve(made));
    for (let each = resolve(folder); each !== above; each = dirname(each)) rmdirSync(each);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Where a counterexample is kept, or why it is not. */
export type Kept = { readonly file: string } | { readonly problem: string };

/**
 * Keeps a counterexample below a folder. It replaces an older one and takes over what a person wrote there. A failure is returned, not
 * thrown: what a long search has found is shown even if it can't be kept.
 * @param ordinal which one it is of several that a search has found.
 */
export function keep(folder: string, counterexample: Counterexample, ordinal = 1): Kept {
  const file = fileFor(folder, counterexample, ordinal);
  return orProblem(() => {
    const { notes, others }: Partial<Counterexample> = existsSync(file) ? readCounterexample(file) : {};
    const written = { ...(notes !== undefined && { notes }), ...(others !== undefined && { others }) };
    writeCounterexample(file, kept({ ...counterexample, ...written }));
    return { file };
  });
}

function fileFor(folder: string, counterexample: Counterexample, ordinal?: number): string {
  return counterexamplePath(keepingFolder(folder), counterexample, ordinal);
}

function orProblem(keepIt: () => Kept): Kept {
  try {
    return keepIt();
  } catch (error) {
    return { problem: `It could not be kept: ${errorMessage(error)}` };
  }
}

/**
 * Removes what earlier searches have kept as a second or third way to break a claim, but for some files. What a person has
 * written something into stays, and so does whatever is not just as it would be written now.
 */
export function removeOlder(
  folder: string,
  about: Parameters<typeof counterexamplePath>[1],
  but: ReadonlySet<string>,
): void {
  for (let ordinal = 2; ordinal <= mostFound; ordinal++) {
    const file = counterexamplePath(keepingFolder(folder), about, ordinal);
    if (!but.has(file) && isAsWritten(file)) rmSync(file);
  }
}

function isAsWritten(file: string): boolean {
  try {
    const counterexample = readCounterexample(file);
    const { notes, others } = counterexample;
    return notes === undefined && others === undefined && textIn(file) === jsonText(kept(counterexample));
  } catch {
    // There is none, or it is something else.
    return false;
  }
}

/** Keeps counterexamples that become smaller while a search goes on. */
export interface Keeper {
  /** Keeps one instead of the one that it was before. */
  readonly keep: (key: string, counterexample: Counterexample, ordinal?: number) => Kept;
  /** Leaves everything as it was before. */
  readonly forget: (key: string) => void;
}

interface Held {
  readonly file: string;
  /** What the file held before the search; nothing where there was none. */
  readonly before: string | undefined;
}

export function newKeeper(folder: string): Keeper {
  const held = new Map<string, Held>();
  const forget = (key: string): void => {
    const { file, before } = held.get(key) ?? {};
    held.delete(key);
    if (file === undefined) return;
    if (before === undefined) rmSync(file, { force: true });
    else writeFileSync(file, before);
  };
  return {
    keep(key, counterexample, ordinal) {
      const file = fileFor(folder, counterexample, ordinal);
      return orProblem(() => {
        // With fewer processes it may go by another name.
        if (held.has(key) && held.get(key)?.file !== file) forget(key);
        if (!held.has(key)) held.set(key, { file, before: textIn(file) });
        const place = keep(folder, counterexample, ordinal);
        if ('problem' in place) held.delete(key);
        return place;
      });
    },
    forget,
  };
}

function textIn(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
