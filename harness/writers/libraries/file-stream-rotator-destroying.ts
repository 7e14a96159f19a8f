import type { Writer } from '../writer.js';
import { fileStreamRotatorWriter } from './file-stream-rotator.js';

/** With the library's default: a rotation destroys the stream to the old file, and what it has not written yet. */
const fileStreamRotatorDestroying: Writer = fileStreamRotatorWriter('file-stream-rotator-destroying', false);
export default fileStreamRotatorDestroying;
