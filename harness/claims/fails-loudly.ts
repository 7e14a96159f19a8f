import { traceOf } from '../execution/events.js';
import type { Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant } from './invariant.js';
import { counted } from '../counted.js';
import { damages } from './damages.js';
import { endInWords } from './no-error.js';

export const failsLoudly: Invariant = defineInvariant(
  'fails-loudly',
  'when a call fails, a record is in the file or its writer says that it is not; and once calls succeed again, so do records',
  silences,
);

function* silences(execution: Execution): Iterable<string> {
  yield* damages(execution, (record) => !isAcknowledged(execution, record));
  for (const report of execution.processes) {
    const isStuck = report.end.kind === 'stopped' || report.end.kind === 'hung';
    if (isStuck) yield `p${report.process} ${endInWords(report) ?? ''}.`;
  }
  yield* neverAgain(execution);
}

function isAcknowledged(
  { history }: Execution,
  record: { readonly process: number; readonly sequence: number },
): boolean {
  return history.some(
    ({ kind, process, sequence }) => kind === 'ok' && process === record.process && sequence === record.sequence,
  );
}

/** A process refuses at most as many records as calls have failed; but one that could not open its log has none. */
function* neverAgain(execution: Execution): Iterable<string> {
  const { history, processes } = execution;
  const trace = traceOf(execution);
  const failed = trace.filter(({ imposed }) => imposed === true).length;
  for (const { process } of processes) {
    const own = history.filter((event) => event.process === process);
    const refused = own.filter(({ kind }) => kind === 'fail').length;
    const hasLog =
      own.some(({ kind }) => kind === 'ok') || trace.some((step) => step.process === process && step.call === 'write');
    if (hasLog && refused > Math.max(1, failed))
      yield `p${process} refused ${refused} records, though only ${counted(failed, 'call')} failed.`;
  }
}
