import { isAbsolute } from 'node:path';
import type { Counterexample } from '../counterexample/counterexample.js';
import { isOfLibrary, type Frame } from '../stacks/frame.js';
import { violationInWords } from './explanation.js';
import type { Told } from './verdicts.js';

/** What may stand beside a line of a repository. */
export interface Sources {
  /** The file of the writer, relative to the repository, where it has one: used where no line of the program is known. */
  readonly file?: string | undefined;
  /** Whether a file stands in the repository. */
  readonly has: (file: string) => boolean;
}

/** What GitHub shows beside the code of what is tested, a line for each claim that the writer is held to and that does not hold. */
export function annotationsOf(writer: string, told: readonly Told[], sources: Sources): string[] {
  return told.flatMap(({ verdict, concurrency, asked }) => {
    if (!asked || verdict.verdict === 'held') return [];
    const isBroken = verdict.verdict === 'violated';
    const title = isBroken
      ? `${writer} breaks ${verdict.name}`
      : `${verdict.name} of ${writer} is unknown, ${concurrency}`;
    const message = isBroken ? violationInWords(verdict.counterexample.violation) : verdict.reason;
    const place = isBroken ? placeOf(verdict.counterexample, sources) : undefined;
    const named = place?.file ?? sources.file;
    const properties = [
      ...(named === undefined ? [] : [`file=${property(named)}`]),
      ...(place === undefined ? [] : [`line=${place.line}`]),
      `title=${property(title)}`,
    ];
    return [`::${isBroken ? 'error' : 'warning'} ${properties.join(',')}::${data(message)}`];
  });
}

/** The line of the repository's own that made the last step which explains it. */
function placeOf({ violation: { steps } }: Counterexample, { has }: Sources): Frame | undefined {
  const frames = steps.toReversed().flatMap(({ stack = [] }) => stack);
  return frames.find((frame) => !isAbsolute(frame.file) && !isOfLibrary(frame) && has(frame.file));
}

/** As GitHub's own toolkit escapes what stands behind the second pair of colons. */
function data(words: string): string {
  return words.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(words: string): string {
  return data(words).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
