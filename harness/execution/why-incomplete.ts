import { counted } from '../words.js';
import { traceOf } from './events.js';
import type { Execution } from './execution.js';
import { stepInWords } from './step-in-words.js';

/** Why an execution did not complete, as the end of a sentence; nothing where it did. */
export function whyIncomplete(execution: Pick<Execution, 'outcome' | 'processes' | 'events'>): string | undefined {
  const { outcome } = execution;
  switch (outcome.kind) {
    case 'completed':
      return undefined;
    case 'uncontrolled':
      return `because of p${outcome.process}: ${outcome.reason}`;
    case 'deadlock':
      return `since nobody can go on: ${stopped(execution, () => '')}`;
    case 'livelock':
      return `since all that can go wait for a change that nobody makes: ${stopped(execution, (process) => goingOn(execution, process))}`;
    case 'step-limit':
      return `at its limit of steps: ${stopped(execution, (process) => goingOn(execution, process))}`;
  }
}

/** What each process that was stopped was doing. */
function stopped({ processes }: Pick<Execution, 'processes'>, more: (process: number) => string): string {
  const words = processes.flatMap(({ process, end }) =>
    end.kind === 'stopped' ? [`p${process} was ${end.doing}${more(process)}`] : [],
  );
  return words.length === 0 ? 'all processes had ended their part' : words.join('; ');
}

/** How many of a process's last steps are looked at. */
const lastSteps = 20;

/** Its last steps, each told once, if they are few: a process that polls makes the same again and again. */
function goingOn(execution: Pick<Execution, 'events'>, process: number): string {
  const steps = traceOf(execution).filter((step) => step.process === process);
  const last = steps.slice(-lastSteps).map(stepInWords);
  const different = [...new Set(last)];
  if (last.length === 0) return ' without a step';
  if (last.length < lastSteps || different.length > 3)
    return ` after ${counted(steps.length, 'step')}, the last ${last.at(-1)}`;
  return `, again and again with ${different.join(' and ')}`;
}
