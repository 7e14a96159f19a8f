import { accountFor, nameOf, type RecordAccount } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';
import { aboutRecord } from './damages.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';

export const orderKept: Invariant<'order-kept'> = defineInvariant({
  claim: 'order-kept',
  holdsWhen: "each process's records stand in its order, across files from oldest to newest",
  heading: 'order',
  check: outOfOrder,
});

function* outOfOrder(execution: Execution): Iterable<Violation> {
  const age = new Map(execution.files.map(({ name }, index) => [name, index]));
  for (const records of accountFor(execution).records.flatMap((each) => ordersAmong(execution, each)))
    yield* outOfOrderIn(records, age);
}

/**
 * The records of which the order is asked. A program as it is may write several logs: each is asked for itself, and only for lines
 * that stand where they were put at the end of a file.
 */
function ordersAmong({ asIs }: Execution, records: readonly RecordAccount[]): (readonly RecordAccount[])[] {
  if (asIs === undefined) return [records];
  const streams = new Set(records.flatMap(({ stream }) => stream ?? []));
  return Array.from(streams, (name) => records.filter(({ stream }) => stream === name));
}

/** A record found twice counts where it stands first: that it stands twice is another claim's matter. */
function* outOfOrderIn(records: readonly RecordAccount[], age: ReadonlyMap<string, number>): Iterable<Violation> {
  let before: { name: string; file: number; line: number } | undefined;
  for (const record of records) {
    const [place] = record.found;
    if (place === undefined) continue;
    const here = { name: nameOf(record), file: age.get(place.file) ?? 0, line: place.line };
    if (before !== undefined && (here.file - before.file || here.line - before.line) < 0) {
      const what = `stands before ${before.name}: in ${place.file} line ${place.line}.`;
      yield { ...aboutRecord(record, what), file: place.file };
    }
    before = here;
  }
}
