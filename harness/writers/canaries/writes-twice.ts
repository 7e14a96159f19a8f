import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Takes its own success for a failure and tries again, once. */
const writesTwice: Writer = lockedWriter('writes-twice', {}, (log) => {
  let first = true;
  return {
    async append(record) {
      await log.append(record);
      if (first) await log.append(record);
      first = false;
    },
    close: log.close,
  };
});
export default writesTwice;
