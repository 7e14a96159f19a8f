import { never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const writesTwice: BrokenWriter = {
  ...lockedWriter('writes-twice', {}, (log) => {
    let first = true;
    return {
      async append(record) {
        await log.append(record);
        if (first) await log.append(record);
        first = false;
      },
      close: log.close,
    };
  }),
  bug: 'It takes its own success for a failure and tries again, once.',
  breaks: 'no-record-duplicated',
  rotation: never,
  minimum: { processes: 1, records: 1, preemptions: 0 },
};
export default writesTwice;
