import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { defineInvariant, hasCompleted, type Invariant, type Violation } from './invariant.js';

export const modeKept: Invariant<'mode-kept'> = defineInvariant({
  claim: 'mode-kept',
  holdsWhen: 'no file of the log is ever more readable than it was asked to be',
  needs: { backups: 'ample', mode: true },
  judgedWhen: (execution) => hasCompleted(execution) && execution.exposures !== undefined,
  check: exposed,
});

function exposed(execution: Execution): Violation[] {
  const { exposures = [], scenario } = execution;
  const { mode = 0o666 } = scenario;
  const steps = traceOf(execution).length;
  return exposures.map(({ file, mode: seen, before }) => {
    const step = Math.min(before - 1, steps);
    const when = step === 0 ? 'From the beginning' : `After step ${step}`;
    const message = `${when} ${file} has the mode ${seen.toString(8)}, though the log was given ${mode.toString(8)}.`;
    return { message, file, ...(step > 0 && { step }) };
  });
}
