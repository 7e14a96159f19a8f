import { faultsFor, mustRotate, type Claim } from '../claims/claim.js';
import type { Company } from '../scenario/company.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { isJudgedIn, type Planned } from './agenda.js';
import { addDrawn, emptyDrawn } from './drawing.js';
import { addTallies, emptyTally, type Tally } from './tally.js';
import type { Failing, Searched } from './task.js';
import type { ClaimVerdict, Drawn, Explored, SearchProgress, Systematic } from './verdict.js';

/** What is known of one claim so far. */
interface Entry {
  tally: Tally;
  readonly systematic: Systematic[];
  drawn: Drawn;
  firstFailure?: number;
  counterexample?: Counterexample;
  doubt?: string;
  milliseconds: number;
}

/** Keeps what a search finds, and says what follows from it. */
export interface Ledger {
  /** The claims that nothing has broken yet. */
  readonly open: () => readonly Claim[];
  /** Takes what came of a task, in the order of the agenda; gives the first failure of each claim it broke. */
  readonly note: (planned: Planned, searched: Searched) => readonly Failing[];
  readonly found: (counterexample: Counterexample) => void;
  /** A claim of which nothing more can be said, and why. */
  readonly doubt: (claim: Claim, reason: string) => void;
  /** The same for all that are open. */
  readonly giveUp: (reason: string) => void;
  readonly progress: () => Omit<SearchProgress, 'doing'>;
  readonly verdicts: () => ClaimVerdict[];
}

export function newLedger(
  writer: WriterProgram,
  claims: readonly Claim[],
  startedAt: number,
  company?: Company,
): Ledger {
  const entries = new Map<Claim, Entry>(
    claims.map((claim) => [claim, { tally: emptyTally, systematic: [], drawn: emptyDrawn, milliseconds: 0 }]),
  );
  let executions = 0;
  const isOpen = ({ firstFailure, doubt }: Entry): boolean => firstFailure === undefined && doubt === undefined;
  const open = (): Claim[] => [...entries].flatMap(([claim, entry]) => (isOpen(entry) ? [claim] : []));
  const doubt = (claim: Claim, reason: string): void => {
    const entry = entries.get(claim);
    if (entry !== undefined) entry.doubt = reason;
  };
  return {
    open,
    note(planned, searched) {
      executions += searched.tally.executions;
      const failures: Failing[] = [];
      for (const [claim, entry] of entries) {
        if (!isOpen(entry) || !isJudgedIn(planned.setting, claim)) continue;
        const failing = searched.failures.find((failure) => failure.claim === claim);
        if (failing !== undefined) {
          entry.firstFailure = entry.tally.executions + failing.number;
          failures.push(failing);
        }
        entry.tally = addTallies(entry.tally, searched.tally);
        if (planned.kind === 'systematic') entry.systematic.push(systematicOf(planned, searched));
        entry.drawn = addDrawn(entry.drawn, searched.drawn);
        entry.milliseconds = Math.round(performance.now() - startedAt);
      }
      return failures;
    },
    found(counterexample) {
      const entry = entries.get(counterexample.claim);
      if (entry === undefined) return;
      entry.counterexample = counterexample;
      entry.milliseconds = Math.round(performance.now() - startedAt);
    },
    doubt,
    giveUp: (reason) => open().forEach((claim) => doubt(claim, reason)),
    progress: () => ({
      executions,
      executionsPerSecond: Math.round((executions * 1000) / Math.max(1, performance.now() - startedAt)),
      found: [...entries].flatMap(([claim, { counterexample }]) => (counterexample === undefined ? [] : [claim])),
    }),
    verdicts: () => [...entries].map(([name, entry]) => verdictOf(name, entry, writer, company)),
  };
}

function systematicOf({ rung }: Extract<Planned, { kind: 'systematic' }>, searched: Searched): Systematic {
  const { preemptions, ticks, ticksAt, toNext, faults } = rung.bounds;
  const { skipped, exhausted, tally } = searched;
  return {
    scenario: rung.scenario,
    preemptions,
    ticks,
    ...(ticks > 0 && ticksAt === 'writes' ? { ticksAtWrites: true } : {}),
    ...(toNext === true ? { toNext } : {}),
    ...(faults === undefined ? {} : { faults }),
    executed: tally.executions,
    skipped,
    exhausted,
  };
}

function verdictOf(name: Claim, entry: Entry, writer: WriterProgram, company: Company | undefined): ClaimVerdict {
  const { tally, systematic, drawn, firstFailure, counterexample, milliseconds } = entry;
  const { acknowledged: _, ...counts } = tally;
  const explored: Explored = {
    ...counts,
    systematic,
    drawn,
    ...(firstFailure === undefined ? {} : { firstFailure }),
    milliseconds,
  };
  if (counterexample !== undefined) return { name, verdict: 'violated', explored, counterexample };
  const reason = entry.doubt ?? whyNotHeld(tally, writer, name, company);
  return reason === undefined ? { name, verdict: 'held', explored } : { name, verdict: 'unknown', explored, reason };
}

/** Why executions in which nothing was broken prove nothing, where that is so. */
function whyNotHeld(
  tally: Tally,
  { rotations }: WriterProgram,
  claim: Claim,
  company: Company | undefined,
): string | undefined {
  const { executions, acknowledged, rotated, overlapped, faulted, incomplete } = tally;
  const outcomes = Object.entries(incomplete).map(([kind, times]) => `${times} ended as ${kind}`);
  if (outcomes.length > 0) return `of ${executions} executions ${outcomes.join(', ')} instead of completing`;
  const missed = [
    ...(acknowledged === 0 ? ['acknowledged a record'] : []),
    ...(mustRotate(claim, rotations) && rotated === 0 ? ['rotated the log'] : []),
    ...(faultsFor(claim).length > 0 && faulted === 0 ? ['had a fault'] : []),
    ...(company !== 'alone' && overlapped === 0 ? ['had two processes overlap'] : []),
  ];
  if (claim === 'retention-kept' && executions === 0) return 'the writer does not rotate, so there is nothing to keep';
  return missed.length === 0 ? undefined : `none of ${executions} executions ${missed.join(' or ')}`;
}
