import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Holds each record back until the next one comes, and forgets the last one at close. */
const dropsItsBuffer: Writer = lockedWriter('drops-its-buffer', {}, (log) => {
  let held: string | undefined;
  return {
    async append(record) {
      if (held !== undefined) await log.append(held);
      held = record;
    },
    close: log.close,
  };
});
export default dropsItsBuffer;
