import { accountOf } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';
import { hadTimeToFollow, writtenAfterRemoval } from '../execution/second-rotation.js';
import { damages } from './damages.js';
import { defineInvariant, hasCompleted, type Invariant, type Violation } from './invariant.js';

export const survivesLogrotate: Invariant<'survives-logrotate'> = defineInvariant({
  claim: 'survives-logrotate',
  holdsWhen:
    'no acknowledged record is lost, damaged or doubled when somebody else renames the log, whether a new one is made or not, and at the next rotation packs or removes what was renamed',
  heading: 'logrotate',
  needs: { logrotate: ['create', 'nocreate'] },
  judgedWhen: (execution) => hasCompleted(execution) && hadTimeToFollow(execution),
  check: (execution) => [...damages(execution, () => false)].filter((violation) => !wasToGo(execution, violation)),
});

/** Whether it is about a record that is gone with a file which was meant to be removed. */
function wasToGo(execution: Execution, { record }: Violation): boolean {
  if (execution.scenario.logrotateAgain !== 'remove' || record === undefined) return false;
  return accountOf(execution, record)?.fate === 'lost' && !writtenAfterRemoval(execution)(record);
}
