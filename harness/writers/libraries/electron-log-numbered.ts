import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { Writer } from '../writer.js';
import { electronLogWriter } from './electron-log.js';

/**
 * With an `archiveLogFn` of one's own, as its documentation invites: a full file gets the number after the highest, and the
 * oldest are removed. The library says when; the function looks and renames, as any user would write it.
 */
const withNumbers: Writer = electronLogWriter('electron-log-numbered', (backups) => ({ path: file }) => {
  const extension = extname(file);
  const stem = file.slice(0, -extension.length);
  const numbers = readdirSync(dirname(file)).flatMap((name) => {
    const number = Number(name.slice(basename(stem).length + 1, -extension.length));
    return name === `${basename(stem)}.${number}${extension}` ? number : [];
  });
  const next = Math.max(0, ...numbers) + 1;
  renameSync(file, `${stem}.${next}${extension}`);
  for (const old of numbers.filter((number) => number <= next - backups)) rmSync(`${stem}.${old}${extension}`);
});
const electronLogNumbered: Writer = { ...withNumbers, numbering: 'usual' };
export default electronLogNumbered;
