import type { RecordId } from './record.js';

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
