import type { Writer } from '../writer.js';
import { fileStreamRotatorWriter } from './file-stream-rotator.js';

/** With its default, by which a rotation destroys the stream to the old file, whatever that has not written yet. */
const fileStreamRotatorDestroying: Writer = fileStreamRotatorWriter('file-stream-rotator-destroying', false);
export default fileStreamRotatorDestroying;
