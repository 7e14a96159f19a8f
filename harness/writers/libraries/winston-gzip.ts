import type { Writer } from '../writer.js';
import { winstonWriter } from './winston.js';

/** Files that are full are packed. */
const winstonGzip: Writer = winstonWriter('winston-gzip', { zippedArchive: true });
export default winstonGzip;
