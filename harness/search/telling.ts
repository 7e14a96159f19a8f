import { accountFor, nameOf } from '../execution/accounting.js';
import type { TellingStep } from '../counterexample/counterexample.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { conflicts, type Step } from '../gate/index.js';
import { stepInWords } from '../execution/step-in-words.js';
import { withoutLoneThreads } from '../execution/threads.js';
import type { Schedule } from '../schedule/schedule.js';
import { destroyerOf } from './destroyer.js';
import { gapOf, type Numbered } from './gap.js';

/**
 * The steps that explain a violation, in the order in which they took effect. Of an error, the step that failed, and the last of
 * another process that conflicts with it. Otherwise, where the last preemption lets another process come between, the last of
 * its steps that conflicts with what the preempted process does next; and, of a record that is lost, the step that took away the
 * file into which it had been written.
 */
export function tellingSteps(execution: Execution, schedule: Schedule, message: string): TellingStep[] {
  const shown = traceOf({ events: withoutLoneThreads(execution.events) });
  const failed = failureIn(execution, message);
  const clash = failed.length > 0 ? failed : clashOf(execution, schedule);
  const destroyer = destroyerOfLost(execution, message);
  const found = new Map([...clash, ...destroyer].map(({ number, step }) => [number, step]));
  return [...found]
    .toSorted(([one], [other]) => one - other)
    .map(([number, step]) => ({
      number,
      process: step.process,
      step: stepInWords(shown[number - 1] ?? step),
      ...(destroyer.some((other) => other.number === number) && { destroys: true }),
    }));
}

/** What only looks whether something is there may well find nothing. */
const looks: ReadonlySet<string> = new Set(['stat', 'access']);

/** The step whose error a process tells of, and what of another process made it fail. */
function failureIn(execution: Execution, message: string): Numbered[] {
  const teller = /^p(\d+) (?:refused|printed)/.exec(message)?.[1];
  const steps = traceOf(execution).map((step, index): Numbered => ({ number: index + 1, step }));
  const late = steps.findLast(
    ({ step: { process, call, path, result, imposed } }) =>
      String(process) === teller &&
      'error' in result &&
      imposed !== true &&
      !looks.has(call) &&
      message.includes(`/${path}`),
  );
  if (late === undefined) return [];
  const before = steps.filter(({ number, step }) => number < late.number && step.process !== late.step.process);
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
function changes({ call, footprint }: Step): boolean {
  return call !== 'sync' && footprint.some(({ access }) => access === 'write');
}

function destroyerOfLost(execution: Execution, message: string): Numbered[] {
  const lost = accountFor(execution)
    .records.flat()
    .find((record) => record.fate === 'lost' && message.startsWith(`${nameOf(record)} `));
  const number = lost === undefined ? undefined : destroyerOf(execution, lost);
  const step = number === undefined ? undefined : traceOf(execution)[number - 1];
  return number === undefined || step === undefined ? [] : [{ number, step }];
}
