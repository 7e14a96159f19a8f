import type { ClaimTerms } from '../claims/invariant.js';
import { isQuestionFor } from '../claims/judge.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { Concurrency } from '../scenario/concurrency.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { isJudgedUnder } from './condition.js';
import { addDrawn, emptyDrawn } from './drawing.js';
import { addReaches, emptyReach, incompleteInWords, whyInVain, type Reach } from './reach.js';
import type { PlannedTask } from './search-plan.js';
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
  rejected?: string;
  milliseconds: number;
}

/** Keeps what a search finds of each claim, and says what follows from it. */
export interface ClaimTracker {
  /** The claims that nothing has broken yet. */
  readonly open: () => readonly ClaimTerms[];
  /** Takes what came of a task, in the order in which tasks were planned; gives the first failure of each claim it broke. */
  readonly record: (planned: PlannedTask, searched: Searched) => readonly Failing[];
  readonly confirm: (counterexample: Counterexample) => void;
  /** A claim of which nothing more can be said, and why. */
  readonly reject: (claim: string, reason: string) => void;
  /** Rejects all that are open. */
  readonly giveUp: (reason: string) => void;
  readonly progress: () => Omit<SearchProgress, 'doing'>;
  readonly verdicts: () => ClaimVerdict[];
}

/** What a search is about. */
export interface Tracked {
  readonly writer: WriterProgram;
  readonly claims: readonly ClaimTerms[];
  readonly concurrency?: Concurrency;
}

export function newClaimTracker(tracked: Tracked): ClaimTracker {
  const startedAt = performance.now();
  const entries = new Map<string, Entry>(
    tracked.claims.map((terms) => [
      terms.claim,
      { terms, reach: emptyReach, systematic: [], drawn: emptyDrawn, milliseconds: 0 },
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

function add(entry: Entry, planned: PlannedTask, searched: Searched): void {
  const { claim } = entry.terms;
  const failing = searched.failures.find((failure) => failure.claim === claim);
  if (failing !== undefined) entry.firstFailure = entry.reach.executions + failing.number;
  entry.reach = addReaches(entry.reach, searched.reaches[claim] ?? emptyReach);
  if (planned.kind === 'systematic') entry.systematic.push(systematicOf(planned, searched));
  entry.drawn = addDrawn(entry.drawn, searched.drawn);
}

function systematicOf({ scope }: Extract<PlannedTask, { kind: 'systematic' }>, searched: Searched): Systematic {
  const { preemptions, ticks, ticksAt, toNext, faults } = scope.bounds;
  const { skipped, exhausted, executions } = searched;
  return {
    scenario: scope.scenario,
    preemptions,
    ticks,
    ...(ticks > 0 && ticksAt === 'writes' ? { ticksAtWrites: true } : {}),
    ...(toNext === true ? { toNext } : {}),
    ...(faults === undefined ? {} : { faults }),
    executed: executions,
    skipped,
    exhausted,
  };
}

function verdictOf(entry: Entry, tracked: Tracked): ClaimVerdict {
  const { terms, reach, systematic, drawn, firstFailure, counterexample, milliseconds } = entry;
  const { claim: name } = terms;
  const { acknowledged: _, whyIncomplete: _why, refusal: _refusal, ...counts } = reach;
  const explored: Explored = {
    ...counts,
    systematic,
    drawn,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    milliseconds,
  };
  if (counterexample !== undefined) return { name, verdict: 'violated', explored, counterexample };
  const reason = entry.rejected ?? whyNotHeld(reach, terms, tracked);
  return reason === undefined ? { name, verdict: 'held', explored } : { name, verdict: 'unknown', explored, reason };
}

/** Why executions in which nothing was broken prove nothing, where that is so. */
function whyNotHeld(reach: Reach, terms: ClaimTerms, { writer, concurrency }: Tracked): string | undefined {
  const { rotations } = writer;
  if (!isQuestionFor(terms, rotations)) return 'the writer does not rotate, so there is nothing to keep';
  const incomplete = incompleteInWords(reach);
  if (incomplete !== undefined) return incomplete;
  return whyInVain(reach, {
    rotation: terms.needs.logrotate !== undefined || rotations.some((kind) => kind !== 'none'),
    overlap: concurrency !== 'alone',
    fault: terms.faults.length > 0,
  });
}
