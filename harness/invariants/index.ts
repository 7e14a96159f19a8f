import type { Invariant } from '../invariant.js';
import { noError } from './no-error.js';
import { noLineTorn } from './no-line-torn.js';
import { noRecordDuplicated } from './no-record-duplicated.js';
import { noRecordLost } from './no-record-lost.js';
import { nothingUnexpected } from './nothing-unexpected.js';
import { orderKept } from './order-kept.js';
import { retentionKept } from './retention-kept.js';
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
];

export {
  noError,
  noLineTorn,
  noRecordDuplicated,
  noRecordLost,
  nothingUnexpected,
  orderKept,
  retentionKept,
  thresholdKept,
};
