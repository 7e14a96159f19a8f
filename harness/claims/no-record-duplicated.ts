import { accountFor, type Place } from '../execution/accounting.js';
import { aboutRecord } from './damages.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const noRecordDuplicated: Invariant<'no-record-duplicated'> = defineInvariant({
  claim: 'no-record-duplicated',
  holdsWhen: 'no record is found twice',
  heading: 'twice',
  check: (execution) =>
    accountFor(execution)
      .records.flat()
      .filter(({ fate }) => fate === 'duplicated')
      .map((record) =>
        aboutRecord(record, `stands ${record.found.length} times: ${record.found.map(inWords).join(', ')}.`),
      ),
});

function inWords({ file, line }: Place): string {
  return `${file} line ${line}`;
}
