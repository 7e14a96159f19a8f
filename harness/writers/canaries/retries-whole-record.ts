import { appendFileSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { sizeOf } from './rotate.js';

const retriesWholeRecord: BrokenWriter = {
  name: 'retries-whole-record',
  bug: "It takes another's bytes for a partial write of its own, and writes the whole record again.",
  breaks: 'no-record-duplicated',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 1 },
  schedule: preempted(switchTo(1, before(0, 'open', 'app.log'))),
  rotations: ['none'],
  open({ file }) {
    return {
      append(record) {
        const line = `${record}\n`;
        const bytes = sizeOf(file);
        appendFileSync(file, line);
        if (sizeOf(file) !== bytes + Buffer.byteLength(line)) appendFileSync(file, line);
      },
      close: () => undefined,
    };
  },
};
export default retriesWholeRecord;
