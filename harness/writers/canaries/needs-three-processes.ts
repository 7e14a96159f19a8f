import { closeSync, openSync, rmdirSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { tryLock } from './lock.js';
import { exists } from './rotate.js';

const needsThreeProcesses: BrokenWriter = {
  name: 'needs-three-processes',
  bug: 'Where another waits for the lock already, it takes the lock for abandoned and does without.',
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 3, records: 1, preemptions: 2 },
  schedule: preempted(switchTo(1, before(0, 'write', 'app.log', 2)), switchTo(2, before(0, 'write', 'app.log', 2))),
  rotations: ['none'],
  open({ file }) {
    const [lock, queue] = [`${file}.lock`, `${file}.queue`];
    const descriptor = openSync(file, 'a');
    // A process that holds the queue holds no lock, so that it takes a third process to find both of them taken.
    const lockOrBarge = async (): Promise<boolean> => {
      for (;;) {
        if (tryLock(lock)) return true;
        if (!tryLock(queue)) return false;
        while (exists(lock)) await pause(1);
        rmdirSync(queue);
      }
    };
    return {
      async append(record) {
        const locked = await lockOrBarge();
        writeSync(descriptor, record);
        writeSync(descriptor, '\n');
        if (locked) rmdirSync(lock);
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default needsThreeProcesses;
