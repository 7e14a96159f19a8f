import { damages } from './damages.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const survivesLogrotate: Invariant<'survives-logrotate'> = defineInvariant({
  claim: 'survives-logrotate',
  holdsWhen:
    'no acknowledged record is lost, damaged or doubled when somebody else renames the log, whether a new one is made or not',
  heading: 'logrotate',
  needs: { logrotate: ['create', 'nocreate'] },
  check: (execution) => damages(execution, () => false),
});
