import { traceOf } from '../execution/events.js';
import { withoutLoneThreads } from '../execution/threads.js';
import type { Step } from '../gate/index.js';
import { anchorOf, isTick } from '../schedule/fault.js';
import { explainingSteps } from './explanation.js';
import type { Failure } from './failure.js';

/**
 * What makes one way to break a claim another than the next: the steps that clash, by what they are and what they touch, and the
 * faults that it takes. Which backup it is, how many bytes they write and which error it is make no difference.
 */
export function distinctionOf({
  execution,
  schedule,
  violation,
}: Pick<Failure, 'execution' | 'schedule' | 'violation'>): string {
  const steps = traceOf({ events: withoutLoneThreads(execution.events) });
  const clashing = explainingSteps(execution, schedule, violation).flatMap(({ number, destroys }) => {
    const step = steps[number - 1];
    return step === undefined || destroys === true ? [] : [kindOf(step)];
  });
  const faults = schedule.faults.flatMap((fault) =>
    isTick(fault) ? [] : [`${fault.kind} at ${kindOf(anchorOf(fault))}`],
  );
  return JSON.stringify([...new Set([...clashing, ...faults])].toSorted());
}

function kindOf({ call, path, to }: { readonly call: string; readonly path?: string } & Pick<Step, 'to'>): string {
  return [call, path, to].flatMap((word) => (word === undefined ? [] : [word.replaceAll(/\d+/g, '#')])).join(' ');
}
