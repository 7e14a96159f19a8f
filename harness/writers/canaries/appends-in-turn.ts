import type { CanaryWriter } from './broken.js';
import { lockedWriter } from './locked.js';

/** Doesn't make its caller wait, but begins an append only when the one before it is done. */
const appendsInTurn: CanaryWriter = {
  ...lockedWriter('appends-in-turn', {}, (log) => {
    let last: void | Promise<void> = undefined;
    return {
      append(record) {
        last = Promise.resolve(last).then(() => log.append(record));
      },
      async close() {
        await last;
        await log.close();
      },
    };
  }),
  acknowledges: 'close',
};
export default appendsInTurn;
