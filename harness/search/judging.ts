import { invariantNamed } from '../claims/index.js';
import type { ClaimTerms, Violation } from '../claims/invariant.js';
import { judge } from '../claims/judge.js';
import type { Execution } from '../execution/execution.js';

/**
 * How an execution breaks a claim: none where it holds, undefined where the execution can't judge it.
 * @throws {Error} when the check throws.
 */
export type Judge = (claim: string, execution: Execution) => readonly Violation[] | undefined;

/** Judges by the invariants that come with logtorture. */
export const judgeOurs: Judge = (claim, execution) => {
  const invariant = invariantNamed(claim);
  if (invariant === undefined) throw new Error(`There is no invariant ${claim} among those that come with logtorture.`);
  return judge(invariant, execution);
};

/** The first way in which an execution breaks a claim that comes with logtorture; nothing where it does not. */
export function violationOf(claim: string, execution: Execution): Violation | undefined {
  return judgeOurs(claim, execution)?.[0];
}

/** What a thread asks of the one that gave it a task: to judge by an invariant that can't be sent. */
export interface Question {
  readonly claim: string;
  readonly execution: Execution;
}

/** A function can't be sent to a thread: claims that have one of their own are judged where it stands. */
export function judgeWith(
  own: readonly ClaimTerms[],
  ask: (question: Question) => readonly Violation[] | undefined,
): Judge {
  const names = new Set(own.map(({ claim }) => claim));
  return (claim, execution) => (names.has(claim) ? ask({ claim, execution }) : judgeOurs(claim, execution));
}
