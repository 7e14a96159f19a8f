import type { Writer } from '../writer.js';
import { losslessAlone } from './alone.js';
import { dailyRotateFileWriter } from './winston-daily-rotate-file.js';

/** Files that are full are packed. What is to be packed may be too old by then, and removed: that is an error, and half a file. */
const winstonDailyRotateFileGzip: Writer = dailyRotateFileWriter(
  'winston-daily-rotate-file-gzip',
  { zippedArchive: true },
  losslessAlone.filter((claim) => claim !== 'no-error' && claim !== 'nothing-unexpected'),
);
export default winstonDailyRotateFileGzip;
