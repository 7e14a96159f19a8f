import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Does everything right, and prints that something went wrong. */
const complains: Writer = lockedWriter('complains', {}, (log) => ({
  append: log.append,
  close() {
    console.error('complains: the log could not be flushed');
    return log.close();
  },
}));
export default complains;
