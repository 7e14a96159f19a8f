import type { RecordAccount } from '../execution/accounting.js';
import { killsOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { recordKey } from '../scenario/record.js';
import { damages } from './damages.js';
import { defineInvariant, hasCompleted, type Invariant } from './invariant.js';
import { keepsEverything } from './retention.js';

export const survivesKill: Invariant<'survives-kill'> = defineInvariant({
  claim: 'survives-kill',
  holdsWhen:
    'no acknowledged record is lost or damaged when a process is killed; what it wrote last is whole, absent, or a torn line of its own',
  faults: ['kill'],
  needs: { backups: 'ample' },
  judgedWhen: (execution) => hasCompleted(execution) && keepsEverything(execution),
  check: (execution) => damages(execution, lastOfKilled(execution)),
});

/** What a process was writing when it was killed. */
function lastOfKilled(execution: Execution): (record: RecordAccount) => boolean {
  const killed = new Set(killsOf(execution).map(({ process }) => process));
  const unknown = new Set(execution.history.flatMap((event) => (event.kind === 'info' ? [recordKey(event)] : [])));
  return (record) => killed.has(record.process) && unknown.has(recordKey(record));
}
