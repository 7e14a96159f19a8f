import { lostWhereBackupsAreFew, never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const dropsItsBuffer: BrokenWriter = {
  ...lockedWriter('drops-its-buffer', {}, (log) => {
    let held: string | undefined;
    return {
      async append(record) {
        if (held !== undefined) await log.append(held);
        held = record;
      },
      close: log.close,
    };
  }),
  bug: 'It holds each record back until the next one comes, and forgets the last one at close.',
  breaks: 'no-record-lost',
  alsoBreaks: lostWhereBackupsAreFew,
  rotation: never,
  minimum: { processes: 1, records: 1, preemptions: 0 },
};
export default dropsItsBuffer;
