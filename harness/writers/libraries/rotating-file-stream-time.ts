import type { Writer } from '../writer.js';
import { rotatingFileStreamWriter } from './rotating-file-stream.js';

/** After each period the file is renamed, whether or not anything was written to it. */
const rotatingFileStreamTime: Writer = rotatingFileStreamWriter('rotating-file-stream-time', { rotations: ['time'] });
export default rotatingFileStreamTime;
