import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { keepsDescriptor } from './descriptor.js';

const noticesOnlyLess: BrokenWriter = {
  ...keepsDescriptor('notices-only-less', (_descriptor, _file, bytes, leftBytes) => bytes >= leftBytes),
  bug: 'It takes the log for rotated where it has fewer bytes than before, but the new one may have as many already.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(2),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock', 2))),
};
export default noticesOnlyLess;
