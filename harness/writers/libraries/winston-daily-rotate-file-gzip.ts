import type { Writer } from '../../writer.js';
import { dailyRotateFileWriter } from './winston-daily-rotate-file.js';

/** Files that are full are packed. */
const winstonDailyRotateFileGzip: Writer = dailyRotateFileWriter('winston-daily-rotate-file-gzip', {
  zippedArchive: true,
});
export default winstonDailyRotateFileGzip;
