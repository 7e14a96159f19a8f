import { before, never, preempted, switchTo, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const appendsInFlight: BrokenWriter = {
  ...lockedWriter('appends-in-flight', {}, (log) => {
    const inFlight: Promise<void>[] = [];
    return {
      append: (record) => void inFlight.push(Promise.resolve(log.append(record))),
      async close() {
        await Promise.all(inFlight);
        await log.close();
      },
    };
  }),
  bug: 'It begins an append while one before it still waits for the lock, and the later one may get it first.',
  breaks: 'order-kept',
  rotation: never,
  acknowledges: 'close',
  minimum: { processes: 2, records: 2, preemptions: 2 },
  schedule: preempted(switchTo(1, before(0, 'open', 'app.log')), switchTo(0, before(1, 'mkdir', 'app.log.lock', 2))),
};
export default appendsInFlight;
