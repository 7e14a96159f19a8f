import { endInWords } from '../execution/end-in-words.js';
import { killsOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';
import { keepsEverything } from './retention.js';

export const notStuckAfterKill: Invariant<'not-stuck-after-kill'> = defineInvariant({
  claim: 'not-stuck-after-kill',
  holdsWhen: 'when a process is killed, every other one finishes',
  faults: ['kill'],
  needs: { backups: 'ample' },
  // That it never ends is what the claim speaks of.
  judgedWhen: (execution) => execution.outcome.kind !== 'uncontrolled' && keepsEverything(execution),
  check: stuck,
});

function* stuck(execution: Execution): Iterable<Violation> {
  const { processes, outcome } = execution;
  const killed = new Set(killsOf(execution).map(({ process }) => process));
  const names = [...killed].map((process) => `p${process}`).join(' and ');
  for (const report of processes) {
    const { process } = report;
    const end = killed.has(process) ? undefined : endInWords(report);
    if (end !== undefined) yield { message: `p${process} ${end}, after ${names} had been killed.`, process };
  }
  if (outcome.kind === 'step-limit')
    yield { message: `the others never come to an end after ${names} has been killed.` };
}
