import type { CanaryWriter } from './broken.js';
import { lockedWriter } from './locked.js';

/** Writes a record with all of its lines at once, each after the first behind a tab, so that a reader knows where it goes on. */
const indentsLines: CanaryWriter = lockedWriter('indents-lines', {}, (log) => ({
  append: (record) => log.append(record.split(/\r?\n/).join('\n\t')),
  close: log.close,
}));
export default indentsLines;
