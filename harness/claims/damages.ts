import { accountFor, nameOf, type RecordAccount } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';
import type { Violation } from './invariant.js';

/**
 * What became of records that nothing excuses, whatever has happened meanwhile: one that was acknowledged is gone, one
 * stands there twice, one is torn that may not be, or two share a line.
 */
export function* damages(execution: Execution, mayBeTorn: (record: RecordAccount) => boolean): Iterable<Violation> {
  const { records, tornLines } = accountFor(execution);
  for (const record of records.flat()) {
    if (record.fate === 'lost') yield aboutLost(record);
    if (record.fate === 'duplicated') yield aboutRecord(record, `stands in the files ${record.found.length} times.`);
    if (record.fate === 'torn' && !mayBeTorn(record)) yield aboutRecord(record, 'is torn.');
  }
  for (const { file, line, holds, pieces } of tornLines)
    if (pieces > 1) yield { message: `line ${line} of ${file} holds ${holds}.`, file };
}

/** That a record was acknowledged and is gone. */
export function aboutLost(record: RecordAccount): Violation {
  return aboutRecord(record, 'was acknowledged, but it is in no file.');
}

/** A sentence that begins with a record's name. */
export function aboutRecord({ process, sequence }: RecordAccount, what: string): Violation {
  const record = { process, sequence };
  return { message: `${nameOf(record)} ${what}`, record, process };
}
