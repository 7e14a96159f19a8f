import { closeSync, openSync, writeSync } from 'node:fs';
import { never, type BrokenRemedy } from './broken.js';

const reopensOnAnotherSignal: BrokenRemedy = {
  name: 'reopens-on-another-signal',
  bug: 'It opens the log again at SIGUSR1, which nobody sends, and so keeps writing to a file that is packed at the next rotation.',
  breaks: 'survives-logrotate',
  processes: 1,
  records: 5,
  minimum: { processes: 1, records: 5, preemptions: 0, faults: 0 },
  rotation: never,
  pausesMs: [1000],
  logrotate: 'create',
  logrotateAgain: 'delaycompress',
  faults: [],
  preemptions: [],
  rotations: ['none'],
  guarantees: [],
  open({ file }) {
    let descriptor = openSync(file, 'a');
    const reopen = (): void => {
      closeSync(descriptor);
      descriptor = openSync(file, 'a');
    };
    process.on('SIGUSR1', reopen);
    return {
      append: (record) => void writeSync(descriptor, `${record}\n`),
      close() {
        process.off('SIGUSR1', reopen);
        closeSync(descriptor);
      },
    };
  },
};
export default reopensOnAnotherSignal;
