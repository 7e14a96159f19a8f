import type { Writer } from '../writer.js';
import { load, streamrollerWriter } from './streamroller.js';

/** The file of a second that is over is renamed with its date. */
const streamrollerDate: Writer = streamrollerWriter('streamroller-date', 'time', ({ file, rotation }) => {
  if (rotation.kind !== 'time' || rotation.periodMs !== 1000)
    throw new Error('The writer streamroller-date rotates by time every 1,000 ms.');
  const { DateRollingFileStream } = load();
  return new DateRollingFileStream(file, 'yyyy-MM-dd_hh-mm-ss', { numBackups: rotation.backups });
});
export default streamrollerDate;
