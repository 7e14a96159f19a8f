import type { Writer } from '../writer.js';
import { winstonWriter } from './winston.js';

/** Full files are compressed. */
const winstonGzip: Writer = winstonWriter('winston-gzip', { zippedArchive: true });
export default winstonGzip;
