import { accountFor, nameOf, type Place } from '../execution/accounting.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noRecordDuplicated: Invariant = defineInvariant(
  'no-record-duplicated',
  'no record is found twice',
  (execution) =>
    accountFor(execution)
      .records.flat()
      .filter(({ fate }) => fate === 'duplicated')
      .map(
        (record) => `${nameOf(record)} stands ${record.found.length} times: ${record.found.map(inWords).join(', ')}.`,
      ),
);

function inWords({ file, line }: Place): string {
  return `${file} line ${line}`;
}
