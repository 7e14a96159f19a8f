import type { ClaimTerms } from '../claims/invariant.js';
import { isQuestionFor } from '../claims/judge.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { concurrencyOf, type Concurrency } from '../scenario/concurrency.js';
import { interruptedInWords } from '../processes/ending/interruption.js';
import { counted } from '../words.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { isJudgedUnder, type Condition } from './condition.js';
import { addDrawn, emptyDrawn } from './drawing.js';
import { addReaches, emptyReach, incompleteInWords, whyInVain, type Reach } from './reach.js';
import type { Scope } from './small-scopes.js';
import type { Failing, Searched } from './task.js';
import type { ClaimVerdict, Drawn, Explored, SearchProgress, Systematic } from './verdict.js';

/** What is known of one claim so far. */
interface Entry {
  readonly terms: ClaimTerms;
  reach: Reach;
  readonly systematic: Systematic[];
  drawn: Drawn;
  firstFailure?: number;
  counterexample?: Counterexample;
  /** Others, which fail in other ways. */
  readonly others: Counterexample[];
  rejected?: string;
  /** What was going on when there was no time left, where an execution was broken off by that. */
  brokenOff?: string;
  leftOutBytes?: number;
  milliseconds: number;
}

/** Keeps what a search finds of each claim, and says what follows from it. */
export interface ClaimTracker {
  /** The claims that nothing has broken yet. */
  readonly open: () => readonly ClaimTerms[];
  /** Takes what came of a task, in the order in which tasks were planned; gives the first failure of each claim it broke. */
  readonly record: (planned: Judged, searched: Searched) => readonly Failing[];
  readonly confirm: (counterexample: Counterexample) => void;
  /** Takes another counterexample to a claim; gives which one it is, counted from 1. */
  readonly confirmAnother: (counterexample: Counterexample) => number;
  /** Counts what was executed in a task that was gone through again. */
  readonly count: (searched: Pick<Searched, 'executions'>) => void;
  /** The counterexample of a claim so far. */
  readonly counterexample: (claim: string) => Counterexample | undefined;
  /** A claim of which nothing more can be said, and why. */
  readonly reject: (claim: string, reason: string) => void;
  /** Rejects all that are open. */
  readonly giveUp: (reason: string) => void;
  readonly executions: () => number;
  readonly progress: () => Omit<SearchProgress, 'doing'>;
  readonly verdicts: () => ClaimVerdict[];
}

/** What of a task that was carried out says what it was about. */
export type Judged = { readonly condition: Condition } & (
  { readonly kind: 'systematic'; readonly scope: Pick<Scope, 'scenario' | 'bounds'> } | { readonly kind: 'drawn' }
);

/** What a search is about. */
export interface Tracked {
  readonly writer: WriterProgram;
  readonly claims: readonly ClaimTerms[];
  readonly concurrency?: Concurrency;
  /** Whether it is only a part of a search, of which alone it can't be said that it was in vain. */
  readonly isPart?: boolean;
}

export function newClaimTracker(tracked: Tracked): ClaimTracker {
  const startedAt = performance.now();
  const entries = new Map<string, Entry>(
    tracked.claims.map((terms) => [
      terms.claim,
      { terms, reach: emptyReach, systematic: [], drawn: emptyDrawn, others: [], milliseconds: 0 },
    ]),
  );
  let executions = 0;
  const isOpen = ({ firstFailure, rejected }: Entry): boolean => firstFailure === undefined && rejected === undefined;
  const open = (): ClaimTerms[] => [...entries.values()].filter(isOpen).map(({ terms }) => terms);
  const elapsedMs = (): number => Math.round(performance.now() - startedAt);
  const reject = (claim: string, reason: string): void => {
    const entry = entries.get(claim);
    if (entry !== undefined) entry.rejected = reason;
  };
  return {
    open,
    record(planned, searched) {
      executions += searched.executions;
      const failures: Failing[] = [];
      for (const [claim, entry] of entries) {
        if (!isOpen(entry) || !isJudgedUnder(planned.condition, entry.terms)) continue;
        const failing = searched.failures.find((failure) => failure.claim === claim);
        if (failing !== undefined) failures.push(failing);
        add(entry, planned, searched);
        entry.milliseconds = elapsedMs();
      }
      return failures;
    },
    confirm(counterexample) {
      const entry = entries.get(counterexample.claim);
      if (entry === undefined) return;
      entry.counterexample = counterexample;
      entry.milliseconds = elapsedMs();
    },
    confirmAnother(counterexample) {
      const entry = entries.get(counterexample.claim);
      entry?.others.push(counterexample);
      return 1 + (entry?.others.length ?? 0);
    },
    count: (searched) => void (executions += searched.executions),
    counterexample: (claim) => entries.get(claim)?.counterexample,
    executions: () => executions,
    reject,
    giveUp: (reason) => open().forEach(({ claim }) => reject(claim, reason)),
    progress: () => ({
      executions,
      executionsPerSecond: Math.round((executions * 1000) / Math.max(1, elapsedMs())),
      found: [...entries].flatMap(([claim, { counterexample }]) => (counterexample === undefined ? [] : [claim])),
    }),
    verdicts: () => [...entries.values()].map((entry) => verdictOf(entry, tracked)),
  };
}

function add(entry: Entry, planned: Judged, searched: Searched): void {
  const { claim } = entry.terms;
  const failing = searched.failures.find((failure) => failure.claim === claim);
  if (failing !== undefined) entry.firstFailure = entry.reach.executions + failing.number;
  entry.reach = addReaches(entry.reach, searched.reaches[claim] ?? emptyReach);
  if (planned.kind === 'systematic') entry.systematic.push(systematicOf(planned, searched));
  entry.drawn = addDrawn(entry.drawn, searched.drawn);
  const { brokenOff, leftOutBytes } = searched;
  if (brokenOff !== undefined) entry.brokenOff ??= brokenOff;
  if (leftOutBytes !== undefined) entry.leftOutBytes = Math.min(leftOutBytes, entry.leftOutBytes ?? Infinity);
}

function systematicOf({ scope }: Extract<Judged, { kind: 'systematic' }>, searched: Searched): Systematic {
  const { preemptions, ticks, ticksAt, toNext, faults } = scope.bounds;
  const { skipped, exhausted, executions, drawn } = searched;
  return {
    scenario: scope.scenario,
    preemptions,
    ticks,
    ...(ticks > 0 && ticksAt === 'writes' ? { ticksAtWrites: true } : {}),
    ...(toNext === true ? { toNext } : {}),
    ...(faults === undefined ? {} : { faults }),
    executed: executions - drawn.executed,
    skipped,
    exhausted,
  };
}

function verdictOf(entry: Entry, tracked: Tracked): ClaimVerdict {
  const { terms, reach, systematic, drawn, firstFailure, counterexample, leftOutBytes, milliseconds } = entry;
  const { claim: name } = terms;
  const { acknowledged: _, packedWith: __, whyIncomplete: _why, refusal: _refusal, ...counts } = reach;
  const explored: Explored = {
    ...counts,
    systematic,
    drawn,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    ...(leftOutBytes !== undefined && { leftOutBytes }),
    milliseconds,
  };
  if (counterexample !== undefined) {
    const [smallest = counterexample, ...others] = smallestFirst([counterexample, ...entry.others], tracked);
    return {
      name,
      verdict: 'violated',
      explored,
      counterexample: smallest,
      ...(others.length > 0 && { others }),
    };
  }
  const rejected = entry.rejected === interruptedInWords ? interruptedAfter(entry) : entry.rejected;
  const reason = rejected ?? whyNotConfirmed(entry) ?? whyNotHeld(entry, tracked);
  return reason === undefined ? { name, verdict: 'held', explored } : { name, verdict: 'unknown', explored, reason };
}

/** What was found until then: a claim that nothing has broken so far is not one that held. */
function interruptedAfter({ reach, firstFailure }: Entry): string {
  if (firstFailure !== undefined)
    return `${interruptedInWords} before it was seen again that execution ${firstFailure.toLocaleString('en')} breaks it`;
  if (reach.executions === 0) return interruptedInWords;
  return `${interruptedInWords} after ${counted(reach.executions, 'execution')} without one that breaks it`;
}

/** Where several processes were searched, what needs but one comes last: it is no race. */
function smallestFirst(all: readonly Counterexample[], { concurrency }: Tracked): Counterexample[] {
  const sizeOf = ({ scenario, schedule }: Counterexample): number[] => {
    const isPlain = concurrency === 'together' && concurrencyOf(scenario) === 'alone';
    const { processes, records, recordBytes } = scenario;
    const { faults, preemptions } = schedule;
    return [isPlain ? 1 : 0, processes, faults.length, preemptions.length, records, Math.max(...recordBytes)];
  };
  return all.toSorted((one, other) => {
    const sizes = sizeOf(other);
    const differences = sizeOf(one).map((size, index) => size - (sizes[index] ?? 0));
    return differences.find((difference) => difference !== 0) ?? 0;
  });
}

/** Why a failure does not count; nothing where there was none. */
function whyNotConfirmed({ firstFailure }: Entry): string | undefined {
  if (firstFailure === undefined) return undefined;
  return `it was broken by execution ${firstFailure.toLocaleString('en')}, but there was no time to see that again; a longer --budget may tell`;
}

/** Why executions in which nothing was broken prove nothing, where that is so. */
function whyNotHeld({ reach, terms, brokenOff }: Entry, { writer, concurrency, isPart }: Tracked): string | undefined {
  if (isPart === true) return undefined;
  const { rotations } = writer;
  if (!isQuestionFor(terms, rotations)) return 'the writer does not rotate, so there is nothing to keep';
  if (reach.executions === 0 && brokenOff !== undefined)
    return `there was no time for one execution: when it was over, ${brokenOff}`;
  const incomplete = incompleteInWords(reach);
  if (incomplete !== undefined) return incomplete;
  return whyInVain(reach, {
    rotation: terms.needs.logrotate !== undefined || rotations.some((kind) => kind !== 'none'),
    overlap: concurrency !== 'alone',
    fault: terms.faults.length > 0,
  });
}
