import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Collects records in pairs and writes the later one of each pair first. */
const swapsRecords: Writer = lockedWriter('swaps-records', {}, (log) => {
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
});
export default swapsRecords;
