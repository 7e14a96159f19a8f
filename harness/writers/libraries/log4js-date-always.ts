import type { Writer } from '../writer.js';
import { dateFile } from './log4js-date.js';
import { log4jsWriter } from './log4js.js';

/** With `alwaysIncludePattern` a file bears its date from the beginning, and no file is ever renamed. */
const log4jsDateAlways: Writer = log4jsWriter('log4js-date-always', {
  rotations: ['time'],
  numbering: 'onwards',
  appender: (request) => ({ ...dateFile(request), alwaysIncludePattern: true }),
});
export default log4jsDateAlways;
