import { accountFor, nameOf, type RecordAccount } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';
import { idOf } from '../scenario/record.js';
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
  for (const { file, line, holds, pieces, record } of tornLines)
    if (pieces > 1) yield { message: `line ${line} of ${file} holds ${holds}.`, file, ...(record && { record }) };
}

/** That a record was acknowledged, or a line written, and is gone. */
export function aboutLost(record: RecordAccount): Violation {
  const { elsewhere } = record;
  const where =
    elsewhere === undefined
      ? 'in no file'
      : `in no file of the log: it stands in ${elsewhere.join(' and ')}, which is not taken for part of it`;
  return aboutRecord(record, `was ${record.text === undefined ? 'acknowledged' : 'written'}, but it is ${where}.`);
}

/** A sentence that begins with a record's name. */
export function aboutRecord(record: RecordAccount, what: string): Violation {
  return { message: `${nameOf(record)} ${what}`, record: idOf(record), process: record.process };
}
