import { everyRecord, openLocked, type BrokenRemedy } from './broken.js';
import { copyWithMode } from './copying.js';

const copiesForEverybody: BrokenRemedy = {
  name: 'copies-for-everybody',
  bug: 'It gives the rotated file, a copy, a mode of its own, and so lets those read it who could not read the log.',
  breaks: 'mode-kept',
  processes: 1,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 0 },
  rotation: everyRecord,
  faults: [],
  preemptions: [],
  ...openLocked({ file: { shift: copyWithMode(() => 0o644) } }),
};
export default copiesForEverybody;
