import { wasRotated } from '../accounting.js';
import type { Claim } from '../claim.js';
import { overlapped, type Execution } from '../execution.js';
import { invariants } from '../invariants/index.js';
import type { Violation } from '../invariant.js';
import type { Scenario } from '../scenario.js';

/** What executions reached. Plain data, so that a thread can send it. */
export interface Tally {
  readonly executions: number;
  readonly acknowledged: number;
  readonly rotated: number;
  readonly overlapped: number;
  readonly rotatedWhileOverlapping: number;
  /** Those that did not complete, by outcome. */
  readonly incomplete: Readonly<Record<string, number>>;
}

export const emptyTally: Tally = {
  executions: 0,
  acknowledged: 0,
  rotated: 0,
  overlapped: 0,
  rotatedWhileOverlapping: 0,
  incomplete: {},
};

export function tallyOf(execution: Execution): Tally {
  const rotated = wasRotated(execution);
  const overlap = overlapped(execution);
  const { kind } = execution.outcome;
  return {
    executions: 1,
    acknowledged: Number(execution.history.some((event) => event.kind === 'ok')),
    rotated: Number(rotated),
    overlapped: Number(overlap),
    rotatedWhileOverlapping: Number(rotated && overlap),
    incomplete: kind === 'completed' ? {} : { [kind]: 1 },
  };
}

export function addTallies(one: Tally, other: Tally): Tally {
  const incomplete = { ...one.incomplete };
  for (const [kind, times] of Object.entries(other.incomplete)) incomplete[kind] = (incomplete[kind] ?? 0) + times;
  return {
    executions: one.executions + other.executions,
    acknowledged: one.acknowledged + other.acknowledged,
    rotated: one.rotated + other.rotated,
    overlapped: one.overlapped + other.overlapped,
    rotatedWhileOverlapping: one.rotatedWhileOverlapping + other.rotatedWhileOverlapping,
    incomplete,
  };
}

/** Whether a scenario may be held to a claim: losses are told from retention only where backups keep everything. */
export function isFairFor(claim: Claim, { rotation, processes, records }: Scenario): boolean {
  if (rotation.kind === 'none') return claim !== 'retention-kept';
  const ample = rotation.backups >= processes * records;
  return claim === 'retention-kept' ? !ample : claim !== 'no-record-lost' || ample;
}

/**
 * The first violation of each claim. An execution that did not complete proves nothing but that something went wrong: it is
 * held to `no-error` alone.
 */
export function violationsOf(execution: Execution, claims: readonly Claim[]): Violation[] {
  const { outcome, scenario } = execution;
  return invariants
    .filter(({ claim }) => claims.includes(claim) && isFairFor(claim, scenario))
    .filter(({ claim }) => outcome.kind === 'completed' || (claim === 'no-error' && outcome.kind !== 'uncontrolled'))
    .flatMap((invariant) => invariant.check(execution).slice(0, 1));
}
