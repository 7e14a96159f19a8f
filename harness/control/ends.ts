import type { Outcome, ProcessEnd } from '../execution/execution.js';
import { lastStepInWords } from '../execution/step-in-words.js';
import type { BlockedStep, MemberState, Ran } from '../gate/index.js';
import { leavesEarly, recordsOf, type Scenario } from '../scenario/scenario.js';
import { counted } from '../words.js';
import { adviceFor } from '../writers/language.js';
import type { Said } from './answers.js';

/**
 * How each process ended its part.
 * @param limitMs how long a process was given to settle.
 */
export function endsOf({ states }: Ran, scenario: Scenario, said: Said, limitMs: number): ProcessEnd[] {
  return states.slice(0, scenario.processes).map((state, process) => {
    const garbled = said.garbled.get(process);
    if (garbled !== undefined) return { kind: 'garbled', problem: garbled.problem };
    return endOf(state, {
      leaves: leavesEarly(scenario, process),
      closed: said.closed.has(process),
      records: recordsOf(scenario, process),
      answered: said.answers.filter((answer) => answer.process === process).length,
      limitMs,
    });
  });
}

interface Part {
  /** Whether it was asked to leave early. */
  readonly leaves: boolean;
  /** Whether it has closed its log. */
  readonly closed: boolean;
  /** How many it was given, and how many it has answered. */
  readonly records: number;
  readonly answered: number;
  readonly limitMs: number;
}

function endOf(state: MemberState, part: Part): ProcessEnd {
  const { leaves, closed, limitMs } = part;
  switch (state.state) {
    case 'idle':
      return closed ? { kind: 'closed' } : { kind: 'stopped', doing: `waiting for its next order, ${owed(part)}` };
    case 'ended': {
      const how = { exitCode: state.code ?? undefined, signal: state.signal ?? undefined };
      if (leaves && closed) return { kind: 'exited', ...how };
      return { kind: 'died', ...how, ...(closed && { closed }) };
    }
    default:
      return notEnded(state, limitMs);
  }
}

/** How a process stands that has neither ended nor done its part. */
export function notEnded(
  state: Exclude<MemberState, { readonly state: 'idle' | 'ended' }>,
  limitMs: number,
): ProcessEnd {
  switch (state.state) {
    case 'uncontrolled':
      if (state.maps !== undefined)
        return { kind: 'stopped', doing: `writing to ${state.maps} through a memory map, which is not controlled` };
      return { kind: 'hung', silentMs: limitMs, doing: busyWith(state.doing) };
    case 'waiting':
      return { kind: 'stopped', doing: `waiting ${outside(state.doing)}` };
    case 'blocked':
      return { kind: 'stopped', doing: `waiting for ${state.blocked.map(blockedInWords).join(' and ')}` };
    case 'sleeping':
    case 'ready':
      return { kind: 'stopped', doing: 'still going on' };
  }
}

function busyWith(doing: string): string {
  return doing === 'computing' ? 'computing without a call' : `busy in ${doing}`;
}

function outside(doing: string): string {
  return doing === 'for an event' ? 'for an event that nothing here brings' : `in ${doing}, which nothing here ends`;
}

/** What a process that waits for its next order has not said of this one. */
function owed({ records, answered }: Part): string {
  if (answered === records) return 'but had never said closed';
  const some = answered === 0 ? 'no record' : `only ${answered} of its ${counted(records, 'record')}`;
  return `but had answered ${some} and never said closed`;
}

function blockedInWords({ step, holders, again }: BlockedStep): string {
  if (again === true) return `a change of ${step.path ?? 'what it looks at'}`;
  const what = `${step.call} of ${step.path ?? 'a file'}`;
  // Nobody is at the other end of a socket that no client has asked for.
  return holders.length === 0 ? what : `${what}, held by ${holders.map((holder) => `p${holder}`).join(' and ')}`;
}

/**
 * The outcome of the whole: what the gate says, but uncontrolled where a process did not end as the protocol asks.
 * @param command the writer's, by which advice is given.
 */
export function outcomeOf(ran: Ran, ends: readonly ProcessEnd[], said: Said, command: readonly string[]): Outcome {
  const { outcome, states, events } = ran;
  for (const [process, end] of ends.entries()) {
    const isItsFault = outcome === 'completed' || ['waiting', 'uncontrolled'].includes(states[process]?.state ?? '');
    const cause = causeOf(end, isItsFault);
    if (cause === undefined) continue;
    const before = events.slice(0, said.garbled.get(process)?.at);
    const isSilent = states[process]?.state === 'idle' && !said.answers.some((answer) => answer.process === process);
    const advice = isSilent && end.kind === 'stopped' ? ` (if it prints its answers: ${adviceFor(command).flush})` : '';
    return { kind: 'uncontrolled', process, reason: `it ${cause}${advice}; ${lastStepInWords(before, process)}` };
  }
  return outcome === 'uncontrolled' ? { kind: outcome, process: 0, reason: 'it did not settle' } : { kind: outcome };
}

/**
 * Why a process makes the whole uncontrolled, as the end of a sentence; nothing where it does not.
 * @param isItsFault whether that it was stopped is its own fault.
 */
function causeOf(end: ProcessEnd, isItsFault: boolean): string | undefined {
  switch (end.kind) {
    case 'garbled':
      return end.problem;
    case 'stopped':
      return isItsFault ? `was ${end.doing}` : undefined;
    case 'hung':
      return `was ${end.doing} for ${end.silentMs / 1000} s`;
    case 'closed':
    case 'exited':
    case 'ended':
    case 'died':
      return undefined;
  }
}
