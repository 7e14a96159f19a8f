import { traceOf } from '../execution/events.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const modeKept: Invariant = defineInvariant(
  'mode-kept',
  'no file of the log is ever more readable than it was asked to be',
  (execution) => {
    const {
      exposures = [],
      scenario: { mode = 0o666 },
    } = execution;
    const steps = traceOf(execution).length;
    return exposures.map(({ file, mode: seen, before }) => {
      const step = Math.min(before - 1, steps);
      const when = step === 0 ? 'From the beginning' : `After step ${step}`;
      return `${when} ${file} has the mode ${seen.toString(8)}, though the log was given ${mode.toString(8)}.`;
    });
  },
);
