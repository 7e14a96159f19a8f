import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { stagesRecords } from './staged.js';

const fixedTemporaryName: BrokenWriter = {
  ...stagesRecords('fixed-temporary-name', (file) => `${file}.temporary`),
  bug: 'All processes prepare their records in one temporary file, and each begins it anew.',
  breaks: 'no-record-lost',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock'))),
};
export default fixedTemporaryName;
