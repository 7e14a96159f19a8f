import {
  needsRoom,
  nextWake,
  undisturbed,
  usualStep,
  type Answer,
  type Choice,
  type Choose,
  type HeldStep,
  type MemberState,
  type Session,
} from '../gate/index.js';
import { newAnchors } from '../schedule/anchor.js';
import type { StepFault } from '../schedule/fault.js';
import type { Scheduler } from '../schedulers/scheduler.js';

/** Has a scheduler decide what the gate lets go: it is given the names of steps, and the order that is usual. */
export function chooseBy(scheduler: Scheduler, session: Session): Choose {
  const anchors = newAnchors();
  let resting = false;
  /** How many more steps that need room fail before there is room again. */
  let refusals = 0;

  const release = (step: HeldStep, fault: StepFault | undefined): Choice => {
    const { process, thread } = step;
    if (fault === undefined && refusals === 0) {
      anchors.taken(step);
      return { process, thread };
    }
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
    const ready = readySteps(states);
    if ((resting && refusals === 0) || !isSome(ready)) return undisturbed(states, current);

    const usual = usualStep(states, current) ?? ready[0];
    if (resting) return release(usual, undefined);
    const anchor = anchors.of(usual);
    const mayTick = !anchors.isDeferred(usual);
    const untilMs = nextWake(states);
    const nowMs = session.nowMs();
    const decision = { ready, usual, anchor, anchorOf: anchors.of, mayTick, waiting: waitingIn(states), nowMs };
    const choice = scheduler.choose(untilMs === Infinity ? decision : { ...decision, wakesInMs: untilMs - nowMs });

    if (choice.kind === 'tick') return { tickToMs: nowMs + choice.byMs };
    if (choice.kind === 'rest') {
      resting = true;
      return refusals === 0 ? undisturbed(states, current) : release(usual, undefined);
    }
    if (choice.step !== usual) anchors.defer(usual);
    return release(choice.step, choice.fault);
  };
}

const none: readonly HeldStep[] = [];

/** The steps that can go now. It is asked for at every step, so it makes no more lists than it must. */
function readySteps(states: readonly MemberState[]): readonly HeldStep[] {
  let ready: readonly HeldStep[] = none;
  for (const state of states)
    if (state.state === 'ready') ready = ready === none ? state.steps : [...ready, ...state.steps];
  return ready;
}

function isSome(steps: readonly HeldStep[]): steps is readonly [HeldStep, ...HeldStep[]] {
  return steps.length > 0;
}

/** The processes that can't go now. */
function waitingIn(states: readonly MemberState[]): readonly number[] {
  const waiting: number[] = [];
  for (let process = 0; process < states.length; process++) {
    const state = states[process]?.state;
    if (state === 'blocked' || state === 'sleeping') waiting.push(process);
  }
  return waiting;
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
