import { before, preempted, recordsPerFile, switchTo, type BrokenWriter } from './broken.js';
import { keepsDescriptor } from './descriptor.js';

const keepsStaleDescriptor: BrokenWriter = {
  ...keepsDescriptor('keeps-stale-descriptor', () => true),
  bug: 'It does not notice that another has rotated, and goes on in the file that is full.',
  breaks: 'threshold-kept',
  rotation: recordsPerFile(2),
  minimum: { processes: 2, records: 2, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'mkdir', 'app.log.lock', 2))),
};
export default keepsStaleDescriptor;
