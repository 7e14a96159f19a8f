import type { Writer } from '../writer.js';
import { layout, log4jsWriter, sizeOf } from './log4js.js';

/** Each record is appended before the call returns, and a full file is renamed along a chain. */
const log4jsSync: Writer = log4jsWriter('log4js-sync', {
  rotations: ['none', 'size'],
  appender: (request) => ({ type: 'fileSync', filename: request.file, layout, ...sizeOf(request) }),
});
export default log4jsSync;
