import type { Counterexample } from '../counterexample/counterexample.js';
import { counterexampleInWords } from '../report/counterexample.js';
import { replayCommand } from '../report/replay-command.js';
import type { Told } from '../report/verdicts.js';
import { concurrencyOf, type Concurrency } from '../scenario/concurrency.js';
import type { Found } from '../search/request.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { newKeeper, removeOlder, type Kept } from './keep.js';

/** Keeps the counterexamples of a search as soon as they are there, and tells each of them once it stays as it is. */
export interface Findings {
  /** Takes a counterexample, or the same one in a smaller form. */
  readonly take: (found: Found, concurrency: Concurrency) => void;
  /** Tells a counterexample that the search has ended with, where it is not told yet. */
  readonly end: (counterexample: Counterexample, concurrency: Concurrency) => void;
  /** Removes what earlier searches have kept of further ways to break a claim, where this one has not found so many. */
  readonly removeOlder: (claim: string, concurrency: Concurrency) => void;
  /** Where one that it has ended with is kept. */
  readonly placeOf: (counterexample: Counterexample) => Kept | undefined;
}

interface Finding {
  readonly counterexample: Counterexample;
  readonly concurrency: Concurrency;
  readonly ordinal: number;
  readonly kept: Kept;
  readonly isTold: boolean;
}

/** A verdict with the line that replays its counterexample, where that is kept. */
export function withReplay(told: Told, findings: Findings, { namedBy }: WriterProgram): Told {
  const { verdict } = told;
  const place = verdict.verdict === 'violated' ? findings.placeOf(verdict.counterexample) : undefined;
  return place !== undefined && 'file' in place ? { ...told, replay: replayCommand(place.file, namedBy) } : told;
}

export interface Telling {
  readonly writer: WriterProgram;
  readonly seed: number;
  readonly folder: string;
  /** Whether a claim is one that the writer is held to: what breaks another is kept, and not shown. */
  readonly isAsked: (claim: string, concurrency: Concurrency) => boolean;
  readonly say: (text: string) => void;
  /** Says what is only news, and comes again in what is said. */
  readonly announce: (text: string) => void;
}

export function newFindings({ writer, seed, folder, isAsked, say, announce }: Telling): Findings {
  const keeper = newKeeper(folder);
  const findings = new Map<string, Finding>();
  const keyOf = (claim: string, concurrency: Concurrency, ordinal: number): string =>
    `${claim} ${concurrency} ${ordinal}`;

  const tell = (counterexample: Counterexample, kept: Kept): void => {
    const where = 'file' in kept ? { file: kept.file, replay: replayCommand(kept.file, writer.namedBy) } : {};
    say(`${counterexampleInWords(counterexample, { ...where, seed })}\n`);
  };
  /** What the other of alone and together has found that needs but one process. */
  const plainFinding = (claim: string, concurrency: Concurrency): Finding | undefined =>
    concurrency === 'together'
      ? findings.get(keyOf(claim, 'alone', 1))
      : [...findings.values()].find(
          (each) =>
            each.concurrency === 'together' &&
            each.counterexample.claim === claim &&
            concurrencyOf(each.counterexample.scenario) === 'alone',
        );
  const take = ({ counterexample, ordinal = 1, isFinal }: Found, concurrency: Concurrency): void => {
    const { claim, scenario, violation } = counterexample;
    const key = keyOf(claim, concurrency, ordinal);
    const before = findings.get(key);
    if (before?.isTold === true) return;
    const about = { counterexample, concurrency, ordinal, isTold: isFinal };
    // What needs but one process may have been found the other way, too: it is told once.
    const plain = concurrencyOf(scenario) === 'alone' ? plainFinding(claim, concurrency) : undefined;
    if (plain !== undefined) {
      if (isFinal) keeper.forget(key);
      findings.set(key, { ...about, kept: plain.kept });
      return;
    }
    const kept = keeper.keep(key, counterexample, ordinal);
    findings.set(key, { ...about, kept });
    const isWanted = isAsked(claim, concurrency);
    if (isFinal && isWanted) tell(counterexample, kept);
    if (isFinal && 'problem' in kept) say(`${kept.problem}\n`);
    if (isFinal || !isWanted || before !== undefined) return;
    const place = 'file' in kept ? ` Kept in ${kept.file}.` : '';
    announce(`✗ ${writer.name} breaks ${claim}: ${violation.message}${place} Is there a smaller one?`);
  };
  const findingOf = (counterexample: Counterexample): Finding | undefined =>
    [...findings.values()].find((each) => each.counterexample === counterexample);
  return {
    take,
    end(counterexample, concurrency) {
      const { ordinal = 1, concurrency: searched = concurrency } = findingOf(counterexample) ?? {};
      take({ counterexample, ordinal, isFinal: true }, searched);
    },
    removeOlder(claim, concurrency) {
      const files = [...findings.values()].flatMap(({ kept }) => ('file' in kept ? kept.file : []));
      const scenario = { processes: concurrency === 'alone' ? 1 : 2 };
      removeOlder(folder, { claim, writer: writer.name, scenario }, new Set(files));
    },
    placeOf: (counterexample) => findingOf(counterexample)?.kept,
  };
}
