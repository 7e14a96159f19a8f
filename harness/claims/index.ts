import { failsLoudly } from './fails-loudly.js';
import type { Invariant } from './invariant.js';
import { modeKept } from './mode-kept.js';
import { noError } from './no-error.js';
import { noLineTorn } from './no-line-torn.js';
import { noRecordDuplicated } from './no-record-duplicated.js';
import { noRecordLost } from './no-record-lost.js';
import { notStuckAfterKill } from './not-stuck-after-kill.js';
import { nothingUnexpected } from './nothing-unexpected.js';
import { orderKept } from './order-kept.js';
import { retentionKept } from './retention-kept.js';
import { survivesClockChange } from './survives-clock-change.js';
import { survivesCopytruncate } from './survives-copytruncate.js';
import { survivesKill } from './survives-kill.js';
import { survivesLogrotate } from './survives-logrotate.js';
import { thresholdKept } from './threshold-kept.js';

/** All that a log can be held to, in the order in which tables have it. */
export const invariants: readonly Listed[] = [
  noRecordLost,
  noRecordDuplicated,
  noLineTorn,
  nothingUnexpected,
  orderKept,
  thresholdKept,
  retentionKept,
  noError,
  survivesKill,
  notStuckAfterKill,
  failsLoudly,
  modeKept,
  survivesClockChange,
  survivesLogrotate,
  survivesCopytruncate,
];

type Listed =
  | typeof noRecordLost
  | typeof noRecordDuplicated
  | typeof noLineTorn
  | typeof nothingUnexpected
  | typeof orderKept
  | typeof thresholdKept
  | typeof retentionKept
  | typeof noError
  | typeof survivesKill
  | typeof notStuckAfterKill
  | typeof failsLoudly
  | typeof modeKept
  | typeof survivesClockChange
  | typeof survivesLogrotate
  | typeof survivesCopytruncate;

/** An invariant, its property and the guarantee that a writer gives bear the same name. */
export type Claim = Listed['claim'];

/** The names of all. */
export const claims: readonly Claim[] = invariants.map(({ claim }) => claim);

/** What a log can be held to while nothing fails and nobody else has a hand in it. */
export const claimsWithoutFaults: readonly Claim[] = invariants
  .filter(({ faults, needs }) => faults.length === 0 && needs.mode === undefined && needs.logrotate === undefined)
  .map(({ claim }) => claim);

/** The invariant of ours that has this name. */
export function invariantNamed(claim: string): Invariant | undefined {
  return invariants.find((invariant) => invariant.claim === claim);
}

export {
  failsLoudly,
  modeKept,
  noError,
  noLineTorn,
  noRecordDuplicated,
  noRecordLost,
  notStuckAfterKill,
  nothingUnexpected,
  orderKept,
  retentionKept,
  survivesClockChange,
  survivesCopytruncate,
  survivesKill,
  survivesLogrotate,
  thresholdKept,
};
