import type { Violation } from '../claims/invariant.js';
import { accountOf } from '../execution/accounting.js';
import type { ExplainingStep } from '../counterexample/counterexample.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { conflicts, isLook, placeWritten, type Step } from '../gate/index.js';
import { stepInWords } from '../execution/step-in-words.js';
import { withoutLoneThreads } from '../execution/threads.js';
import type { Schedule } from '../schedule/schedule.js';
import { clashOfLine, writingOf } from './line-clash.js';
import { gapOf, isSameOwner, type Numbered } from './gap.js';
import { removalOf, type Removal } from './removal.js';

/**
 * The steps that explain a violation, in the order in which they took effect. Of an error, the step that failed, and the last of
 * another process that conflicts with it. Otherwise, where the last preemption lets another process come between, the last of
 * its steps that conflicts with what the preempted process does next; and, of a record that is lost, the step that destroyed it.
 * One that was written into a file which had no name any more is explained by just those two steps. A line of a program as it is
 * that is torn, or stands twice, is explained by the steps that wrote it and what stands in it or beside it.
 */
export function explainingSteps(execution: Execution, schedule: Schedule, violation: Violation): ExplainingStep[] {
  const shown = traceOf({ events: withoutLoneThreads(execution.events) });
  const removal = removalOfLost(execution, violation);
  const tooLate = removal?.kind === 'written-too-late' ? [removal.unnamed, removal.written] : [];
  const destroying = removal?.kind === 'destroyed' ? [removal.by] : [];
  const clash = [
    () => failureIn(execution, violation),
    () => clashOfLine(execution, violation),
    () => clashOf(execution, schedule),
    () => writingOfLost(execution, violation),
  ].reduce<readonly Numbered[]>((found, look) => (found.length > 0 ? found : look()), []);
  const numbers = tooLate.length > 0 ? tooLate : [...clash.map(({ number }) => number), ...destroying];
  return [...new Set(numbers)]
    .toSorted((one, other) => one - other)
    .flatMap((number) => {
      const step = shown[number - 1];
      const destroys = destroying.includes(number);
      return step === undefined ? [] : [explaining(step, number, destroys)];
    });
}

/** A write destroys what stood where it took effect. */
function explaining(step: Step, number: number, destroys: boolean): ExplainingStep {
  const place = destroys ? placeWritten(step) : undefined;
  const words = place === undefined ? stepInWords(step) : `${stepInWords(step)} at ${place}`;
  const { process, child } = step;
  return { number, process, ...(child !== undefined && { child }), step: words, ...(destroys && { destroys }) };
}

/** The step whose error a process tells of, and what of another process made it fail. */
function failureIn(execution: Execution, violation: Violation): Numbered[] {
  const steps = traceOf(execution).map((step, index): Numbered => ({ number: index + 1, step }));
  const late = steps[(violation.step ?? 0) - 1];
  if (late === undefined || !('error' in late.step.result) || late.step.imposed === true) return [];
  const before = steps.filter(({ number, step }) => number < late.number && !isSameOwner(step, late.step));
  const early = lastInConflict(before, late);
  return early === undefined ? [] : [early, late];
}

/** The first step of the preempted process, from there on, that conflicts with one that came between; and the last such. */
function clashOf(execution: Execution, { preemptions }: Schedule): Numbered[] {
  const last = preemptions.at(-1);
  const gap = last === undefined ? undefined : gapOf(traceOf(execution), last);
  if (gap === undefined) return [];
  const { preempted, between } = gap;
  for (const late of preempted) {
    const early = lastInConflict(between, late);
    if (early !== undefined) return [early, late];
  }
  return [];
}

/** The last of some steps that conflicts with another; one that changes something, where there is one. */
function lastInConflict(steps: readonly Numbered[], { step: late }: Numbered): Numbered | undefined {
  const conflicting = steps.filter(({ step }) => conflicts(step.footprint, late.footprint));
  return conflicting.findLast(({ step }) => changes(step)) ?? conflicting.at(-1);
}

/** A file that is synchronized has been changed before. */
function changes(step: Step): boolean {
  return step.call !== 'sync' && !isLook(step);
}

function removalOfLost(execution: Execution, { record }: Violation): Removal | undefined {
  if (record === undefined) return undefined;
  const fate = accountOf(execution, record)?.fate;
  return fate === 'lost' ? removalOf(execution, record) : undefined;
}

/**
 * Where no preemption tells more, a line that is lost is explained by what wrote it, beside what took it; or, where its own process
 * did both, by the last step of another one that conflicts with that.
 */
function writingOfLost(execution: Execution, violation: Violation): readonly Numbered[] {
  const { record } = violation;
  const removal = removalOfLost(execution, violation);
  if (execution.asIs === undefined || record === undefined || removal?.kind !== 'destroyed') return [];
  const steps = traceOf(execution).map((step, index): Numbered => ({ number: index + 1, step }));
  const taking = steps[removal.by - 1];
  const writing = writingOf(execution, record);
  if (taking === undefined || writing.some(({ step }) => !isSameOwner(step, taking.step))) return writing;
  const before = steps.filter(({ number, step }) => number < taking.number && !isSameOwner(step, taking.step));
  const early = lastInConflict(before, taking);
  return early === undefined ? [] : [early];
}
