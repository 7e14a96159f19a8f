import { recordKey, type RecordId } from '../scenario/record.js';
import { recordsOf, type Scenario } from '../scenario/scenario.js';

/**
 * What the callers saw, in the order in which the harness learnt it. A record is invoked when its process is given it;
 * then it is `ok` (acknowledged), `fail` (the writer said no), or `info`: unknown, since the process ended first.
 */
export type HistoryEvent = RecordId &
  (
    | { readonly kind: 'invoke' }
    | { readonly kind: 'ok' }
    | { readonly kind: 'fail'; readonly message: string }
    | { readonly kind: 'info' }
  );

/** A whole history: what was invoked, the answers as they came, and `info` for each record that got no answer. */
export function historyOf(scenario: Scenario, answers: readonly HistoryEvent[]): HistoryEvent[] {
  const open = new Map<string, HistoryEvent>();
  for (let process = 0; process < scenario.processes; process++) {
    for (let sequence = 0; sequence < recordsOf(scenario, process); sequence++) {
      open.set(recordKey({ process, sequence }), { kind: 'invoke', process, sequence });
    }
  }
  const invoked = [...open.values()];
  for (const answer of answers) open.delete(recordKey(answer));
  const unknown = Array.from(open.values(), (event): HistoryEvent => ({ ...event, kind: 'info' }));
  return [...invoked, ...answers, ...unknown];
}
