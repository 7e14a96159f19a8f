import { keptForm, type KeptCounterexample } from '../counterexample/file.js';
import type { Counterexample } from '../counterexample/counterexample.js';
import { interleavingLines } from './interleaving.js';

/** The execution that shows a counterexample, line by line. */
export function evidenceLines({ evidence, program, beside, scenario, violation }: Counterexample): readonly string[] {
  if (evidence.kind === 'lines') return evidence.lines;
  const explaining = violation.steps.map(({ number }) => number);
  return interleavingLines(
    {
      scenario,
      events: evidence.events,
      ...(program !== undefined && { asIs: program }),
      ...(beside !== undefined && { beside }),
    },
    explaining,
  );
}

/** A counterexample as a file or a document holds it. */
export function kept(counterexample: Counterexample): KeptCounterexample {
  return keptForm(counterexample, evidenceLines(counterexample));
}
