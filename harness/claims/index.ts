import type { Invariant } from './invariant.js';
import { failsLoudly } from './fails-loudly.js';
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

export const invariants: readonly Invariant[] = [
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
