import type { FaultKind } from '../schedule/fault.js';

/** What a log can be held to while nothing fails. An invariant, its property and the guarantee bear the same name. */
export const claims = [
  'no-record-lost',
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'threshold-kept',
  'retention-kept',
  'no-error',
] as const;

/**
 * What it can be held to beyond that: when a process is killed, when a call fails, when nobody else may read it, when
 * clocks are set or differ, and when somebody else rotates it, by renaming or by copying.
 */
export const hardClaims = [
  'survives-kill',
  'not-stuck-after-kill',
  'fails-loudly',
  'mode-kept',
  'survives-clock-change',
  'survives-logrotate',
  'survives-copytruncate',
] as const;

export type Claim = (typeof claims)[number] | (typeof hardClaims)[number];

export const allClaims: readonly Claim[] = [...claims, ...hardClaims];

/** The kinds of faults of which one must have happened for a claim to be judged; none for most. */
export function faultsFor(claim: Claim): readonly FaultKind[] {
  switch (claim) {
    case 'survives-kill':
    case 'not-stuck-after-kill':
      return ['kill'];
    case 'fails-loudly':
      return ['error', 'short-write', 'no-space'];
    case 'survives-clock-change':
      return ['clock'];
    default:
      return [];
  }
}

/** Whether a claim is judged only by executions in which the log was rotated: by the writer, or by somebody else. */
export function mustRotate(claim: Claim, rotations: readonly string[]): boolean {
  return (
    claim === 'survives-logrotate' || claim === 'survives-copytruncate' || rotations.some((kind) => kind !== 'none')
  );
}
