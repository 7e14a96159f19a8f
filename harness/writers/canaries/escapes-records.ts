import type { CanaryWriter } from './broken.js';
import { lockedWriter } from './locked.js';

/** Writes each record as a string of JSON in plain ASCII, as many loggers do: whatever it holds, it is one line. */
const escapesRecords: CanaryWriter = lockedWriter('escapes-records', {}, (log) => ({
  append: (record) => log.append(inAscii(JSON.stringify(record))),
  close: log.close,
}));
export default escapesRecords;

function inAscii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
