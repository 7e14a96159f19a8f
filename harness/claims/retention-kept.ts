import { accountFor, nameOf } from '../execution/accounting.js';
import { rotatedFiles, type Execution } from '../execution/execution.js';
import { defineInvariant, type Invariant } from './invariant.js';

export const retentionKept: Invariant = defineInvariant(
  'retention-kept',
  'no more backups than promised, and only the oldest went',
  notRetained,
);

/** Every process's records go oldest first, so what is gone must be the beginning of its sequence. */
function* notRetained(execution: Execution): Iterable<string> {
  const { rotation } = execution.scenario;
  if (rotation.kind === 'none') return;
  const backups = rotatedFiles(execution).length;
  if (backups > rotation.backups) yield `There are ${backups} rotated files, and ${rotation.backups} were promised.`;

  for (const records of accountFor(execution).records) {
    const kept = records.findIndex(({ found }) => found.length > 0);
    const gone = records.filter(({ fate }) => fate === 'lost');
    for (const record of gone) {
      if (kept !== -1 && record.sequence > kept)
        yield `${nameOf(record)} went, but the older record ${kept} is still there.`;
      else if (backups < rotation.backups) {
        yield `${nameOf(record)} went, but only ${backups} of ${rotation.backups} backups are there.`;
      }
    }
  }
}
