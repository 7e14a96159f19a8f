import { counted } from '../words.js';
import { endInWords } from '../execution/end-in-words.js';
import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { recordKey, type RecordId } from '../scenario/record.js';
import { damages } from './damages.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';
import { keepsEverything } from './retention.js';

export const failsLoudly: Invariant<'fails-loudly'> = defineInvariant({
  claim: 'fails-loudly',
  holdsWhen:
    'when a call fails, a record is in the file or its writer says that it is not; and once calls succeed again, so do records',
  faults: ['error', 'short-write', 'no-space'],
  needs: { backups: 'ample' },
  // That it never ends is a violation.
  judgedWhen: (execution) => execution.outcome.kind !== 'uncontrolled' && keepsEverything(execution),
  check: silences,
});

function* silences(execution: Execution): Iterable<Violation> {
  yield* damages(execution, (record) => !isAcknowledged(execution, record));
  for (const report of execution.processes) {
    const { process, end } = report;
    const isStuck = end.kind === 'stopped' || end.kind === 'hung';
    if (isStuck) yield { message: `p${process} ${endInWords(report) ?? ''}.`, process };
  }
  yield* neverAgain(execution);
}

function isAcknowledged({ history }: Execution, record: RecordId): boolean {
  const key = recordKey(record);
  return history.some((event) => event.kind === 'ok' && recordKey(event) === key);
}

/**
 * A process refuses at most as many records as calls have failed; but one that could not open its log has none, and one need not take
 * records that are no plain ASCII.
 */
function* neverAgain(execution: Execution): Iterable<Violation> {
  const { history, processes, scenario } = execution;
  if (scenario.content !== undefined) return;
  const trace = traceOf(execution);
  const failed = trace.filter(({ imposed }) => imposed === true).length;
  for (const { process } of processes) {
    const own = history.filter((event) => event.process === process);
    const refused = own.filter(({ kind }) => kind === 'fail').length;
    const hasLog =
      own.some(({ kind }) => kind === 'ok') || trace.some((step) => step.process === process && step.call === 'write');
    if (hasLog && refused > Math.max(1, failed)) {
      const message = `p${process} refused ${refused} records, though only ${counted(failed, 'call')} failed.`;
      yield { message, process };
    }
  }
}
