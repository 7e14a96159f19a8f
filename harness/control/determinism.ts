import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import type { Step } from '../gate/index.js';
import { stepInWords } from '../execution/step-in-words.js';
import { sameButForNumbers } from './same-numbers.js';

/** Where two executions of one schedule first differ, in a sentence; nothing where they do not. */
export function firstDifference(first: Execution, second: Execution): string | undefined {
  const same = <T>(one: T, other: T): boolean => sameButForNumbers([one, first.pids], [other, second.pids]);
  const [trace, otherTrace] = [traceOf(first), traceOf(second)];
  const steps = Math.max(trace.length, otherTrace.length);
  for (let index = 0; index < steps; index++) {
    const [here, there] = [trace[index], otherTrace[index]];
    if (!same(here, there)) {
      // What is not shown in words may be all that differs.
      const show = inWords(here) === inWords(there) ? JSON.stringify : inWords;
      return `Two executions of the same schedule parted at step ${index + 1}: here ${show(here)}, there ${show(there)}.`;
    }
  }
  if (!same(first.files, second.files))
    return 'The same steps left different files: the writer writes something that varies.';
  if (!same(first.history, second.history)) return 'The same steps were answered differently.';
  if (!same(first.processes, second.processes)) return 'The processes printed something else, or ended otherwise.';
  return same(first.outcome, second.outcome) ? undefined : 'The same steps had different outcomes.';
}

function inWords(step: Step | undefined): string {
  return step === undefined ? 'nothing more' : `p${step.process} ${stepInWords(step)}`;
}

/**
 * Runs something twice and compares: what is not the same twice cannot be replayed.
 * @returns the execution.
 * @throws {Error} that names the first difference.
 */
export function twice(run: () => Execution): Execution {
  const execution = run();
  const difference = firstDifference(execution, run());
  if (difference !== undefined)
    throw new Error(`${execution.writer} is not deterministic under control. ${difference}`);
  return execution;
}
