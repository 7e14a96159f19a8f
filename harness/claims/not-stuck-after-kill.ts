import { killsOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant } from './invariant.js';
import { endInWords } from './no-error.js';

export const notStuckAfterKill: Invariant = defineInvariant(
  'not-stuck-after-kill',
  'when a process is killed, every other one finishes',
  stuck,
);

function* stuck(execution: Execution): Iterable<string> {
  const { processes, outcome } = execution;
  const killed = new Set(killsOf(execution).map(({ process }) => process));
  const who = [...killed].map((process) => `p${process}`).join(' and ');
  for (const report of processes) {
    const end = killed.has(report.process) ? undefined : endInWords(report);
    if (end !== undefined) yield `p${report.process} ${end}, after ${who} had been killed.`;
  }
  if (outcome.kind === 'step-limit') yield `the others never come to an end after ${who} has been killed.`;
}
