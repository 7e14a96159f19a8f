import { defineInvariant, type Invariant } from './invariant.js';
import { damages } from './damages.js';

export const survivesLogrotate: Invariant = defineInvariant(
  'survives-logrotate',
  'no acknowledged record is lost, damaged or doubled when somebody else renames the log, whether a new one is made or not',
  (execution) => damages(execution, () => false),
);
