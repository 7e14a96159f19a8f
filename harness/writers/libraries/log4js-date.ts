import type { DateFileAppender } from 'log4js';
import type { OpenRequest, Writer } from '../writer.js';
import { layout, log4jsWriter } from './log4js.js';

/** The file of a second that is over is renamed with its date. */
const log4jsDate: Writer = log4jsWriter('log4js-date', { rotations: ['time'], appender: dateFile });
export default log4jsDate;

export function dateFile({ file, rotation }: OpenRequest): DateFileAppender {
  if (rotation.kind !== 'time' || rotation.periodMs !== 1000)
    throw new Error('The appender dateFile rotates by time every 1,000 ms.');
  const pattern = 'yyyy-MM-dd_hh-mm-ss';
  return { type: 'dateFile', filename: file, pattern, numBackups: rotation.backups, layout };
}
