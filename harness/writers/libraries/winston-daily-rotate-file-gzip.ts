import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { dailyRotateFileWriter } from './winston-daily-rotate-file.js';

/** Full files are compressed. A file may be removed before that, as too old: that is an error, and leaves half a file. */
const winstonDailyRotateFileGzip: Writer = dailyRotateFileWriter(
  'winston-daily-rotate-file-gzip',
  { zippedArchive: true },
  losslessAlone.filter((claim) => claim !== 'no-error' && claim !== 'nothing-unexpected'),
);
export default winstonDailyRotateFileGzip;
