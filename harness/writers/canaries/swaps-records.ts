import { never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const swapsRecords: BrokenWriter = {
  ...lockedWriter('swaps-records', {}, (log) => {
    let held: string | undefined;
    return {
      async append(record) {
        if (held === undefined) {
          held = record;
          return;
        }
        await log.append(record);
        await log.append(held);
        held = undefined;
      },
      async close() {
        if (held !== undefined) await log.append(held);
      },
    };
  }),
  bug: 'It collects records in pairs and writes the later one of each pair first.',
  breaks: 'order-kept',
  // A record that is written too early is removed too early.
  alsoBreaks: ['retention-kept'],
  rotation: never,
  minimum: { processes: 1, records: 2, preemptions: 0 },
};
export default swapsRecords;
