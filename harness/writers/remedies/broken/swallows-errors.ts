import { never, openLocked, step, type BrokenRemedy } from './broken.js';

const swallowsErrors: BrokenRemedy = {
  name: 'swallows-errors',
  bug: 'It acknowledges a record whose write has failed, so as not to disturb its caller.',
  breaks: 'fails-loudly',
  processes: 2,
  minimum: { processes: 1, records: 1, preemptions: 0, faults: 1 },
  rotation: never,
  faults: [{ kind: 'error', at: step(0, 'write', 'app.log'), error: 'ENOSPC' }],
  preemptions: [],
  ...openLocked({
    wrap: (log) => ({
      async append(record) {
        try {
          await log.append(record);
        } catch {
          // The caller learns nothing of it.
        }
      },
      close: log.close,
    }),
  }),
};
export default swallowsErrors;
