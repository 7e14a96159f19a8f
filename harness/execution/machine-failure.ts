import { shortageTold } from '../machine-fault.js';
import { traceOf } from './events.js';
import type { Execution } from './execution.js';
import { faultsIn } from './faults.js';
import { stepInWords } from './step-in-words.js';

/** What was refused, and what the machine is short of, as `shortageTold` says it. */
export interface MachineFailure {
  readonly failed: string;
  readonly shortage: string;
}

/**
 * What the machine refused to a process, and no fault of the schedule; nothing where it refused nothing. Under control the
 * errors of steps tell; of what is no step, such as the start of a child, and of free processes, what was said of it.
 */
export function machineFailureIn(execution: Execution): MachineFailure | undefined {
  for (const step of execution.events) {
    if (step.kind !== 'step' || step.imposed === true || !('error' in step.result)) continue;
    const shortage = shortageBy(step.result.error);
    if (shortage !== undefined) return { failed: `p${step.process}'s ${stepInWords(step)}`, shortage };
  }
  const failure = told(execution);
  // Of a failure that the schedule asked for it is said, too.
  return failure === undefined || faultsIn(execution).has('error') ? undefined : failure;
}

/** Many steps fail, with a few errors, and most of these are no shortage. */
const harmless = new Set<string>();

function shortageBy(error: string): string | undefined {
  if (harmless.has(error)) return undefined;
  const shortage = shortageTold(error);
  if (shortage === undefined) harmless.add(error);
  return shortage;
}

function told({ history, processes }: Execution): MachineFailure | undefined {
  const said = [
    ...history.flatMap((event) => (event.kind === 'fail' ? [{ process: event.process, text: event.message }] : [])),
    ...processes.flatMap(({ process, stderr }) => stderr.split('\n').map((text) => ({ process, text }))),
  ];
  for (const { process, text } of said) {
    const shortage = shortageTold(text);
    if (shortage !== undefined) return { failed: `p${process} said ${JSON.stringify(text.trim())}`, shortage };
  }
  return undefined;
}

/** Whether there may have been no room for what no error tells of: short writes, stores through memory maps, calls unseen. */
export function mayHaveLackedRoom(execution: Execution): boolean {
  return (
    execution.processes.some(({ end }) => end.kind === 'died' && end.signal === 'SIGBUS') ||
    traceOf(execution).some(
      ({ call, result, bytes, imposed }) =>
        call === 'write' &&
        imposed !== true &&
        ('unseen' in result || ('value' in result && result.value < (bytes ?? 0))),
    )
  );
}
