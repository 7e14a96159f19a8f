import { accountFor } from '../execution/accounting.js';
import { aboutLost } from './damages.js';
import { defineInvariant, hasCompleted, type Invariant } from './invariant.js';
import { keepsEverything } from './retention.js';

export const noRecordLost: Invariant<'no-record-lost'> = defineInvariant({
  claim: 'no-record-lost',
  holdsWhen: 'every acknowledged record is found',
  heading: 'lost',
  needs: { backups: 'ample' },
  judgedWhen: (execution) => hasCompleted(execution) && keepsEverything(execution),
  check: (execution) =>
    accountFor(execution)
      .records.flat()
      .filter(({ fate }) => fate === 'lost')
      .map(aboutLost),
});
