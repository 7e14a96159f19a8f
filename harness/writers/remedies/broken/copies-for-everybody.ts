import { everyRecord, openLocked, type BrokenRemedy } from './broken.js';
import { copyWithMode } from './copying.js';

const copiesForEverybody: BrokenRemedy = {
  name: 'copies-for-everybody',
  bug: 'It gives the rotated file, a copy, a mode of its own, and so lets those read it who could not read the log.',
  breaks: 'mode-kept',
  wrong: 'app.log.1 has the mode 644.',
  processes: 1,
  rotation: everyRecord,
  faults: [],
  preemptions: [],
  ...openLocked({ file: { shift: copyWithMode(() => 0o644) } }),
};
export default copiesForEverybody;
