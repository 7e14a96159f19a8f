import { linkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { before, lostWhereBackupsAreFew, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { appendsWhereThereIsRoom } from './roomy.js';
import { shift } from './rotate.js';

const unlinksBeforeRename: BrokenWriter = {
  ...appendsWhereThereIsRoom('unlinks-before-rename', ({ file, backups, isStillFull }) =>
    whileLocked(`${file}.rotation.lock`, () => {
      if (!isStillFull()) return;
      writeFileSync(`${file}.new`, '');
      linkSync(file, `${file}.full`);
      shift(file, backups);
      renameSync(`${file}.full`, `${file}.1`);
      unlinkSync(file);
      renameSync(`${file}.new`, file);
    }),
  ),
  bug: 'It removes the full log before it renames an empty file to its name, over what others have begun meanwhile.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: recordsPerFile(1),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'rename', 'app.log.new'))),
};
export default unlinksBeforeRename;
