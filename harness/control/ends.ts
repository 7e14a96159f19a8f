import type { Outcome, ProcessEnd } from '../execution/execution.js';
import type { BlockedStep, MemberState, Ran } from '../gate/index.js';
import { leavesEarly, type Scenario } from '../scenario/scenario.js';
import type { Said } from './answers.js';

/**
 * How each process ended its part.
 * @param limitMs how long a process was given to settle.
 */
export function endsOf({ states }: Ran, scenario: Scenario, said: Said, limitMs: number): ProcessEnd[] {
  return states.slice(0, scenario.processes).map((state, process) => {
    const line = said.garbled.get(process);
    if (line !== undefined) return { kind: 'garbled', line };
    return endOf(state, { leaves: leavesEarly(scenario, process), closed: said.closed.has(process), limitMs });
  });
}

interface Part {
  /** Whether it was asked to leave early. */
  readonly leaves: boolean;
  /** Whether it has closed its log. */
  readonly closed: boolean;
  readonly limitMs: number;
}

function endOf(state: MemberState, { leaves, closed, limitMs }: Part): ProcessEnd {
  switch (state.state) {
    case 'idle':
      return closed ? { kind: 'closed' } : { kind: 'stopped', doing: 'waiting, its log not closed' };
    case 'ended': {
      const kind = leaves && closed ? 'exited' : 'died';
      return { kind, exitCode: state.code ?? undefined, signal: state.signal ?? undefined };
    }
    case 'uncontrolled':
    case 'waiting':
      return { kind: 'hung', silentMs: limitMs, doing: state.doing };
    case 'blocked':
      return { kind: 'stopped', doing: `waiting for ${state.blocked.map(blockedInWords).join(' and ')}` };
    case 'sleeping':
    case 'ready':
      return { kind: 'stopped', doing: 'still going on' };
  }
}

function blockedInWords({ step, holders }: BlockedStep): string {
  return `${step.call} of ${step.path ?? 'a file'}, held by ${holders.map((holder) => `p${holder}`).join(' and ')}`;
}

/** The outcome of the whole: what the gate says, but uncontrolled where a process did not end as the protocol asks. */
export function outcomeOf({ outcome, states }: Ran, ends: readonly ProcessEnd[]): Outcome {
  for (const [process, end] of ends.entries()) {
    if (end.kind === 'garbled') {
      return { kind: 'uncontrolled', process, reason: `it printed ${JSON.stringify(end.line)}, which is no answer` };
    }
    if (outcome === 'completed' && end.kind === 'stopped') {
      return { kind: 'uncontrolled', process, reason: `it was ${end.doing}` };
    }
    if (end.kind === 'hung') return { kind: 'uncontrolled', process, reason: `it did not settle: it was ${end.doing}` };
  }
  if (outcome === 'uncontrolled') {
    const process = states.findIndex(({ state }) => state === 'uncontrolled');
    return { kind: 'uncontrolled', process, reason: 'it did not settle' };
  }
  return { kind: outcome };
}
