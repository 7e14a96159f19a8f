import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const swallowsErrors: BrokenRemedy = {
  name: 'swallows-errors',
  bug: 'It acknowledges a record whose write has failed, so as not to disturb its caller.',
  breaks: 'fails-loudly',
  wrong: "p0's record 0 is lost.",
  processes: 2,
  rotation: never,
  faults: [{ kind: 'error', at: step(0, 'write', 'app.log'), error: 'ENOSPC' }],
  preemptions: [],
  ...openLocked({
    wrap: (log) => ({
      async append(record) {
        try {
          await log.append(record);
        } catch {
          // Nobody is told.
        }
      },
      close: log.close,
    }),
  }),
};
export default swallowsErrors;
