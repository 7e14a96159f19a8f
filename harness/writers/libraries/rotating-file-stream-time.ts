import type { Writer } from '../writer.js';
import { rotatingFileStreamWriter } from './rotating-file-stream.js';

/** What is there after so many seconds is renamed, whether anything has been written since or not. */
const rotatingFileStreamTime: Writer = rotatingFileStreamWriter('rotating-file-stream-time', { rotations: ['time'] });
export default rotatingFileStreamTime;
