import type { Writer } from '../writer.js';
import { rotatingFileStreamWriter } from './rotating-file-stream.js';

/** Full files are compressed. */
const rotatingFileStreamGzip: Writer = rotatingFileStreamWriter('rotating-file-stream-gzip', {
  rotations: ['size'],
  compress: 'gzip',
});
export default rotatingFileStreamGzip;
