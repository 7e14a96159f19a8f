import { statSync } from 'node:fs';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';
import { copyWithMode } from './copying.js';

const copiesAtRotation: BrokenRemedy = {
  name: 'copies-at-rotation',
  bug: 'It copies the log at a rotation and then empties it; when it is killed in between, the records are there twice.',
  breaks: 'survives-kill',
  processes: 2,
  minimum: { processes: 1, records: 2, preemptions: 0, faults: 1 },
  rotation: everyRecord,
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'truncate', 'app.log') }],
  preemptions: [],
  ...openLocked({ file: { shift: copyWithMode((file) => statSync(file).mode & 0o777) } }),
};
export default copiesAtRotation;
