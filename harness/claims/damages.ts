import { accountFor, nameOf, type RecordAccount } from '../execution/accounting.js';
import type { Execution } from '../execution/execution.js';

/**
 * What became of records that nothing excuses, whatever has happened meanwhile: one that was acknowledged is gone, one
 * stands there twice, one is torn that may not be, or two share a line.
 */
export function* damages(execution: Execution, mayBeTorn: (record: RecordAccount) => boolean): Iterable<string> {
  const { records, tornLines } = accountFor(execution);
  for (const record of records.flat()) {
    if (record.fate === 'lost') yield `${nameOf(record)} was acknowledged, but it is in no file.`;
    if (record.fate === 'duplicated') yield `${nameOf(record)} stands in the files ${record.found.length} times.`;
    if (record.fate === 'torn' && !mayBeTorn(record)) yield `${nameOf(record)} is torn.`;
  }
  for (const { file, line, holds, pieces } of tornLines)
    if (pieces > 1) yield `line ${line} of ${file} holds ${holds}.`;
}
