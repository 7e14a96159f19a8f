import { damages } from './damages.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const survivesCopytruncate: Invariant<'survives-copytruncate'> = defineInvariant({
  claim: 'survives-copytruncate',
  holdsWhen: 'no acknowledged record is lost, damaged or doubled when somebody else copies the log and empties it',
  heading: 'copytruncate',
  needs: { logrotate: ['copytruncate'] },
  check: (execution) => damages(execution, () => false),
});
