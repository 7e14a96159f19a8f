import {
  needsRoom,
  nextWake,
  undisturbed,
  type Answer,
  type Choice,
  type Choose,
  type HeldStep,
  type Session,
} from '../gate/index.js';
import { newAnchors } from '../schedule/anchor.js';
import type { StepFault } from '../schedule/fault.js';
import type { Scheduler } from '../schedulers/scheduler.js';

/** Has a scheduler decide what the gate lets go: it is given the names of steps, and the order that is usual. */
export function chooseBy(scheduler: Scheduler, session: Session): Choose {
  const anchors = newAnchors();
  const deferred = new Set<string>();
  let resting = false;
  /** How many more steps that need room fail before there is room again. */
  let refusals = 0;

  const release = (step: HeldStep, fault: StepFault | undefined): Choice => {
    const { process, thread } = step;
    if (fault?.kind === 'kill' && fault.when === 'before') return { kill: process };
    anchors.taken(step);
    if (fault?.kind === 'no-space') refusals = fault.steps + (fault.bytes === 0 ? 1 : 0);
    const isRefused = refusals > 0 && needsRoom(step) && (fault?.kind !== 'no-space' || fault.bytes === 0);
    if (isRefused) refusals -= 1;
    const answer = isRefused ? { error: 'ENOSPC' } : answerOf(fault);
    return {
      process,
      thread,
      ...(answer !== undefined && { answer }),
      ...(fault?.kind === 'clock' && {
        clock: { byMs: fault.byMs, ...(fault.of === 'process' && { process }) },
      }),
    };
  };

  return (states, current) => {
    const [first, ...others] = states.flatMap((state) => (state.state === 'ready' ? state.steps : []));
    if ((resting && refusals === 0) || first === undefined) return undisturbed(states, current);

    const ready: [HeldStep, ...HeldStep[]] = [first, ...others];
    const usual = ready.find(({ process }) => process === current) ?? first;
    if (resting) return release(usual, undefined);
    const anchor = anchors.of(usual);
    const mayTick = !deferred.has(JSON.stringify(anchor));
    const untilMs = nextWake(states);
    const nowMs = session.nowMs();
    const wakes = untilMs === Infinity ? {} : { wakesInMs: untilMs - nowMs };
    const choice = scheduler.choose({ ready, usual, anchor, anchorOf: anchors.of, mayTick, nowMs, ...wakes });

    if (choice.kind === 'tick') return { tickToMs: nowMs + choice.byMs };
    if (choice.kind === 'rest') {
      resting = true;
      return refusals === 0 ? undisturbed(states, current) : release(usual, undefined);
    }
    if (choice.step !== usual) deferred.add(JSON.stringify(anchor));
    return release(choice.step, choice.fault);
  };
}

/** What the gate answers in the kernel's stead. */
function answerOf(fault: StepFault | undefined): Answer | undefined {
  switch (fault?.kind) {
    case undefined:
    case 'clock':
      return undefined;
    case 'kill':
      return { thenKill: true, ...(fault.when === 'within' && { shortBytes: fault.bytes }) };
    case 'error':
      return { error: fault.error };
    case 'short-write':
    case 'no-space':
      return { shortBytes: fault.bytes };
  }
}
