import { damages } from './damages.js';
import { defineInvariant, hasCompleted, type Invariant } from './invariant.js';
import { keepsEverything } from './retention.js';

export const survivesClockChange: Invariant<'survives-clock-change'> = defineInvariant({
  claim: 'survives-clock-change',
  holdsWhen:
    'no acknowledged record is lost, damaged or doubled when a clock is set ahead or back, or differs between processes',
  faults: ['clock'],
  needs: { backups: 'ample' },
  judgedWhen: (execution) => hasCompleted(execution) && keepsEverything(execution),
  check: (execution) => damages(execution, () => false),
});
