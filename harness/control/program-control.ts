import type { AsIs } from '../scenario/as-is.js';
import type { Control, ControlOptions } from './controlled.js';
import { prepareDirectory } from './program-directory.js';
import { partsOf, programMembers } from './program-members.js';
import { openProgramSessions } from './program-sessions.js';
import { runProgram } from './run-program.js';
import { lengthened } from '../limits.js';

const usualLimitMs = 10_000;
const defaultStepLimit = 5_000;

/** A program as it is under the gate. What is copied for an execution has never executed anything. */
export function openProgramControl(options: ControlOptions, asIs: AsIs): Control {
  const { writer, profile = 'std', limitMs = lengthened(usualLimitMs), stepLimit = defaultStepLimit } = options;
  const { sessionFor, renew, endBy, close } = openProgramSessions(
    {
      keyOf: ({ processes, records }) => `${processes} ${records}`,
      stage: (scenario, directory) => ({
        members: programMembers(asIs, scenario, directory),
        parts: partsOf(asIs, scenario),
        prepare: () => prepareDirectory(directory, asIs, scenario.records),
      }),
    },
    { ...options, profile, limitMs },
  );
  return {
    run: (scenario, scheduler, most = stepLimit) =>
      runProgram({ writer, asIs, scenario, scheduler, limitMs, stepLimit: most }, sessionFor(scenario)),
    grow: () => undefined,
    renew,
    endBy,
    close,
  };
}
