import { never, type BrokenWriter } from './broken.js';
import { lockedWriter } from './locked.js';

const complains: BrokenWriter = {
  ...lockedWriter('complains', {}, (log) => ({
    append: log.append,
    close() {
      console.error('complains: the log could not be flushed');
      return log.close();
    },
  })),
  bug: 'It does everything right, and prints that something went wrong.',
  breaks: 'no-error',
  rotation: never,
  minimum: { processes: 1, records: 1, preemptions: 0 },
};
export default complains;
