import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { exists } from './rotate.js';

const needsThreePreemptions: BrokenWriter = {
  name: 'needs-three-preemptions',
  bug: 'It goes through two gates, and at each looks whether it is open before it shuts it, in two steps.',
  breaks: 'no-line-torn',
  rotation: never,
  minimum: { processes: 2, records: 1, preemptions: 3 },
  schedule: preempted(
    switchTo(1, before(0, 'open', 'app.log.outer')),
    switchTo(0, before(1, 'open', 'app.log.inner')),
    switchTo(1, before(0, 'write', 'app.log', 2)),
  ),
  rotations: ['none'],
  open({ file }) {
    const gates = [`${file}.outer`, `${file}.inner`];
    const descriptor = openSync(file, 'a');
    return {
      async append(record) {
        for (const gate of gates) {
          while (exists(gate)) await pause(1);
          closeSync(openSync(gate, 'w'));
        }
        writeSync(descriptor, record);
        writeSync(descriptor, '\n');
        for (const gate of gates.toReversed()) rmSync(gate, { force: true });
      },
      close: () => closeSync(descriptor),
    };
  },
};
export default needsThreePreemptions;
