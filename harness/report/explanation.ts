import { processName } from '../execution/names.js';
import type { Counterexample, ExplainingStep } from '../counterexample/counterexample.js';

/**
 * A violation in one sentence: what is wrong, which two steps clash, and which one took the record away, if that is known.
 */
export function violationInWords({ message, steps }: Counterexample['violation']): string {
  const what = message.replace(/\.$/, '');
  const why = explanation(steps);
  return why === '' ? `${what}.` : `${what}; ${why}.`;
}

function explanation(steps: readonly ExplainingStep[]): string {
  const clashing = steps.filter(({ destroys }) => destroys !== true);
  const removal = steps.find(({ destroys }) => destroys === true);
  const [first, second] = clashing;
  if (removal !== undefined && first !== undefined && second === undefined) {
    // One step is both: it clashes with the other, and destroys.
    return steps
      .map((step) => (step === removal ? `${named(step)}, which destroys it,` : named(step)))
      .join(clash)
      .replace(/,$/, '');
  }
  const parts = [
    ...(first === undefined ? [] : [clashing.map(named).join(clash)]),
    ...(removal === undefined ? [] : [`${named(removal)} destroys it`]),
  ];
  return parts.join(', and ');
}

const clash = ' clashes with ';

function named({ number, step, ...owner }: ExplainingStep): string {
  return `${processName(owner)}'s ${step} (step ${number})`;
}
