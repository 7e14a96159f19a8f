import { accountFor } from '../execution/accounting.js';
import { rotatedFiles, type Execution } from '../execution/execution.js';
import { aboutRecord } from './damages.js';
import { defineInvariant, type Invariant, type Violation } from './invariant.js';

export const retentionKept: Invariant<'retention-kept'> = defineInvariant({
  claim: 'retention-kept',
  holdsWhen: 'no more backups than promised, and only the oldest went',
  heading: 'kept',
  needs: { backups: 'few' },
  check: notRetained,
});

/** Every process's records go oldest first, so what is gone must be the beginning of its sequence. */
function* notRetained(execution: Execution): Iterable<Violation> {
  const { rotation } = execution.scenario;
  if (rotation.kind === 'none') return;
  const backups = rotatedFiles(execution).length;
  if (backups > rotation.backups)
    yield { message: `There are ${backups} rotated files, and ${rotation.backups} were promised.` };

  const most = backups + execution.files.filter(({ live }) => live === 'perhaps').length;
  for (const records of accountFor(execution).records) {
    const kept = records.findIndex(({ found }) => found.length > 0);
    const gone = records.filter(({ fate }) => fate === 'lost');
    for (const record of gone) {
      if (kept !== -1 && record.sequence > kept)
        yield aboutRecord(record, `went, but the older record ${kept} is still there.`);
      else if (most < rotation.backups)
        yield aboutRecord(record, `went, but only ${most} of ${rotation.backups} backups are there.`);
    }
  }
}
