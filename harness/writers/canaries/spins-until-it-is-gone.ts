import { closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';

const spinsUntilItIsGone: BrokenWriter = {
  name: 'spins-until-it-is-gone',
  bug: 'It looks, without a pause, until the lock file is gone, and then makes its own, as another may have done meanwhile.',
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 2 },
  schedule: preempted(switchTo(1, before(0, 'open', 'app.log.lock')), switchTo(0, before(1, 'write', 'app.log', 2))),
  rotations: ['none'],
  open({ file }) {
    const lock = `${file}.lock`;
    const descriptor = openSync(file, 'a');
    return {
      append(record) {
        while (existsSync(lock));
        closeSync(openSync(lock, 'w'));
        writeSync(descriptor, record);
        writeSync(descriptor, '\n');
        rmSync(lock, { force: true });
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default spinsUntilItIsGone;
