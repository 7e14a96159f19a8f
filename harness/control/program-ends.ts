import type { Outcome, ProcessEnd } from '../execution/execution.js';
import { lastStepInWords } from '../execution/step-in-words.js';
import type { MemberState, Ran } from '../gate/index.js';
import { notEnded } from './ends.js';
import type { Parts } from './program-members.js';

/**
 * How a process of a program as it is ended.
 * @param wasAsked whether it was asked to end.
 * @param limitMs how long it was given to settle.
 */
export function endedProgram(state: MemberState, wasAsked: boolean, limitMs: number): ProcessEnd {
  switch (state.state) {
    case 'ended': {
      const { code, signal } = state;
      return {
        kind: 'ended',
        exitCode: code ?? undefined,
        signal: signal ?? undefined,
        ...(wasAsked && { asked: true }),
      };
    }
    case 'idle':
      return { kind: 'stopped', doing: 'waiting for an event that nothing here brings' };
    default:
      return notEnded(state, limitMs);
  }
}

/** The outcome of the whole: what never ends can't be judged. */
export function programOutcome(ran: Ran, ends: readonly ProcessEnd[], { copies, drivers }: Parts): Outcome {
  const { outcome, events, states } = ran;
  if (outcome === 'completed' || outcome === 'livelock') return { kind: outcome };
  const process = ends.findIndex(({ kind }) => kind === 'hung' || kind === 'stopped');
  const end = ends[process];
  if (end?.kind !== 'hung' && end?.kind !== 'stopped')
    return { kind: 'uncontrolled', process: 0, reason: 'it did not settle' };
  const lastStep = lastStepInWords(events, process);
  if (end.kind === 'hung') {
    return { kind: 'uncontrolled', process, reason: `it was ${end.doing} for ${end.silentMs / 1000} s; ${lastStep}` };
  }
  const wasAsked = events.some((event) => event.kind === 'terminated' && event.process === process);
  if (wasAsked) {
    return {
      kind: 'uncontrolled',
      process,
      reason: `it had been asked to end by SIGTERM, and was ${end.doing}; ${lastStep}`,
    };
  }
  if (drivers.length === 0 && copies.includes(process) && waitsForOthers(states[process])) {
    const advice =
      'it never ends by itself; where it is a service, say with --drive what makes it work, for instance a client';
    return { kind: 'uncontrolled', process, reason: `${advice} (it was ${end.doing}; ${lastStep})` };
  }
  return outcome === 'uncontrolled'
    ? { kind: outcome, process, reason: `it was ${end.doing}; ${lastStep}` }
    : { kind: outcome };
}

/** Whether a process waits for something from outside, and for no lock that another one has. */
function waitsForOthers(state: MemberState | undefined): boolean {
  switch (state?.state) {
    case 'blocked':
      return state.blocked.every(({ step, again }) => again !== true && step.call !== 'lock');
    case 'idle':
    case 'waiting':
    case 'sleeping':
      return true;
    default:
      return false;
  }
}
