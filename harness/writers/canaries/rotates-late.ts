import type { Writer } from '../../writer.js';
import { lockedWriter } from './locked.js';

/** Looks at the log's size without the line that is about to be written. */
const rotatesLate: Writer = lockedWriter('rotates-late', {
  isFull: (bytes, _line, maxBytes) => bytes >= maxBytes,
});
export default rotatesLate;
