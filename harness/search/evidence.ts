import type { Counterexample } from '../counterexample/counterexample.js';
import type { Execution } from '../execution/execution.js';
import { interleavingLines } from '../report/interleaving.js';
import type { Schedule } from '../schedule/schedule.js';
import { versions } from '../counterexample/versions.js';
import type { WriterProgram } from '../writers/writer-program.js';
import { tellingSteps } from './telling.js';

/** What of a counterexample is taken from the execution that shows it. */
export function evidenceOf(
  { execution, schedule, message }: { execution: Execution; schedule: Schedule; message: string },
  writer: WriterProgram,
): Pick<Counterexample, 'violation' | 'versions' | 'interleaving'> {
  const steps = tellingSteps(execution, schedule, message);
  const numbers = steps.map(({ number }) => number);
  return {
    violation: { message, steps },
    versions: { ...versions, ...writer.versions },
    interleaving: interleavingLines(execution, numbers),
  };
}
