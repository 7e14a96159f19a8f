import type { Claim } from '../../claims/index.js';

/*
 * Written out, though they could be computed from the list of claims: then each process of a remedy would load whatever judges
 * claims, and would take three times as long to start.
 */

/** What holds while nothing fails and nobody else has a hand in the log. */
export const keptWithoutFaults: readonly Claim[] = [
  'no-record-lost',
  'no-record-duplicated',
  'no-line-torn',
  'nothing-unexpected',
  'order-kept',
  'threshold-kept',
  'retention-kept',
  'no-error',
];

/** All but what no writer can keep: somebody else copies the log and empties it. */
export const keptWhateverFails: readonly Claim[] = [
  ...keptWithoutFaults,
  'survives-kill',
  'not-stuck-after-kill',
  'fails-loudly',
  'mode-kept',
  'survives-clock-change',
  'survives-logrotate',
];
