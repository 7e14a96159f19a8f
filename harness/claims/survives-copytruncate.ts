import { defineInvariant, type Invariant } from './invariant.js';
import { damages } from './damages.js';

export const survivesCopytruncate: Invariant = defineInvariant(
  'survives-copytruncate',
  'no acknowledged record is lost, damaged or doubled when somebody else copies the log and empties it',
  (execution) => damages(execution, () => false),
);
