import { wasRotated } from '../execution/accounting.js';
import { faultsFor, type Claim } from '../claims/claim.js';
import { clockMovesOf, clockSettingsOf, killsOf, traceOf } from '../execution/events.js';
import { overlapped, type Execution } from '../execution/execution.js';
import { invariants } from '../claims/index.js';
import type { Violation } from '../claims/invariant.js';
import type { Scenario } from '../scenario/scenario.js';

/** What executions reached. Plain data, so that a thread can send it. */
export interface Tally {
  readonly executions: number;
  readonly acknowledged: number;
  readonly rotated: number;
  readonly overlapped: number;
  readonly rotatedWhileOverlapping: number;
  /** Those in which a process was killed, a call failed or a clock was set. */
  readonly faulted: number;
  /** Those that did not complete, by outcome. */
  readonly incomplete: Readonly<Record<string, number>>;
}

export const emptyTally: Tally = {
  executions: 0,
  acknowledged: 0,
  rotated: 0,
  overlapped: 0,
  rotatedWhileOverlapping: 0,
  faulted: 0,
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
    faulted: Number(faultsIn(execution).length > 0),
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
    faulted: one.faulted + other.faulted,
    incomplete,
  };
}

/** Which faults have happened. */
function faultsIn(execution: Execution): readonly ('clock' | 'kill' | 'error')[] {
  return [
    ...(clockSettingsOf(execution).length > 0 ? (['clock'] as const) : []),
    ...(killsOf(execution).length > 0 ? (['kill'] as const) : []),
    ...(traceOf(execution).some(({ imposed }) => imposed === true) ? (['error'] as const) : []),
  ];
}

/** Whether an execution's faults are those that a claim speaks of: for most claims none. A kill may break off a write. */
function isAbout(claim: Claim, execution: Execution): boolean {
  const wanted = faultsFor(claim);
  const happened = faultsIn(execution);
  if (wanted.length === 0) return happened.length === 0;
  if (wanted.includes('kill')) return happened.includes('kill') && !happened.includes('clock');
  return happened.join() === (wanted.includes('clock') ? 'clock' : 'error');
}

/**
 * Whether a scenario may be held to a claim: losses are told from retention only where backups keep everything; a mode can
 * be kept only where there is one, and a rotation by somebody else survived only where there is one.
 */
export function isFairFor(claim: Claim, { rotation, processes, records, mode, logrotate }: Scenario): boolean {
  if ((claim === 'mode-kept') !== (mode !== undefined)) return false;
  if ((claim === 'survives-copytruncate') !== (logrotate === 'copytruncate')) return false;
  if ((claim === 'survives-logrotate') !== (logrotate === 'create' || logrotate === 'nocreate')) return false;
  if (rotation.kind === 'none') return claim !== 'retention-kept';
  const ample = rotation.backups >= processes * records;
  if (claim === 'retention-kept') return !ample;
  return ample || (claim !== 'no-record-lost' && faultsFor(claim).length === 0);
}

/**
 * Whether backups keep everything even if each process rotates whenever a period is over, with records or without. A
 * scenario alone does not tell how far schedules move its clock.
 */
function keepsEverything(execution: Execution): boolean {
  const { processes, rotation } = execution.scenario;
  if (rotation.kind !== 'time') return true;
  const elapsedMs = clockMovesOf(execution).reduce((sum, { byMs }) => sum + byMs, 0);
  return rotation.backups >= processes * Math.floor(elapsedMs / rotation.periodMs);
}

/** Where nothing may go, it must be so that nothing needs to. */
function mayBeJudged(claim: Claim, execution: Execution): boolean {
  const isAboutLosses = claim === 'no-record-lost' || faultsFor(claim).length > 0;
  return isFairFor(claim, execution.scenario) && (!isAboutLosses || keepsEverything(execution));
}

const showsInIncomplete: ReadonlySet<Claim> = new Set(['no-error', 'not-stuck-after-kill', 'fails-loudly']);

/**
 * The first violation of each claim. An execution that did not complete proves nothing but that something went wrong: it is
 * held to `no-error` alone, or to the claims that say that faults must not lead there.
 */
export function violationsOf(execution: Execution, claims: readonly Claim[]): Violation[] {
  const { outcome } = execution;
  return invariants
    .filter(({ claim }) => claims.includes(claim) && mayBeJudged(claim, execution))
    .filter(({ claim }) => isAbout(claim, execution))
    .filter(
      ({ claim }) => outcome.kind === 'completed' || (showsInIncomplete.has(claim) && outcome.kind !== 'uncontrolled'),
    )
    .flatMap((invariant) => invariant.check(execution).slice(0, 1));
}
