import { defineInvariant, type Invariant } from './invariant.js';
import { damages } from './damages.js';

export const survivesClockChange: Invariant = defineInvariant(
  'survives-clock-change',
  'no acknowledged record is lost, damaged or doubled when a clock is set ahead or back, or differs between processes',
  (execution) => damages(execution, () => false),
);
