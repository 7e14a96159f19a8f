import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { everyRecord, openLocked, step, type BrokenRemedy } from './broken.js';
import { isTaken } from '../../is-taken.js';

const staleMs = 1000;

const breaksStaleLockTwice: BrokenRemedy = {
  name: 'breaks-stale-lock-twice',
  bug: 'It removes a lock that it has seen to be stale, without noticing that another process has replaced it meanwhile.',
  breaks: 'survives-kill',
  processes: 3,
  rotation: everyRecord,
  faults: [{ kind: 'kill', when: 'before', at: step(0, 'rename', 'app.log') }],
  preemptions: [
    { before: step(2, 'unlink', 'app.log.lock'), run: 1 },
    { before: step(1, 'rename', 'app.log'), run: 2 },
  ],
  ...openLocked({
    openLock: (file) => ({
      async whileHeld(act) {
        while (isTaken(() => closeSync(openSync(file, 'wx')))) {
          const lock = statSync(file, { throwIfNoEntry: false });
          if (lock !== undefined && Date.now() - lock.mtimeMs > staleMs) rmSync(file, { force: true });
          else await pause(100);
        }
        try {
          act();
        } finally {
          rmSync(file, { force: true });
        }
      },
      close: () => undefined,
    }),
  }),
};
export default breaksStaleLockTwice;
