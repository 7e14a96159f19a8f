import { existsSync, renameSync } from 'node:fs';
import { extname } from 'node:path';
import type { Writer } from '../../writer.js';
import { electronLogWriter } from './electron-log.js';

/** With an `archiveLogFn` of one's own, as its documentation invites: full files get the next number that is free. */
const electronLogNumbered: Writer = electronLogWriter('electron-log-numbered', ({ path: file }) => {
  const extension = extname(file);
  const numbered = (number: number): string => `${file.slice(0, -extension.length)}.${number}${extension}`;
  let number = 1;
  while (existsSync(numbered(number))) number += 1;
  renameSync(file, numbered(number));
});
export default electronLogNumbered;
