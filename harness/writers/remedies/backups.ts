import { renameSync, statSync, truncateSync } from 'node:fs';

/**
 * Renames a log to `.1`, what was `.1` to `.2` and so on, up to the first number that is free, or else over the oldest. Each
 * step is one rename, which is done or not. A process that is killed between two of them leaves a number free, and the next
 * rotation goes on there. Without backups the log is emptied.
 */
export function shiftBackups(file: string, backups: number): void {
  if (backups === 0) return truncateSync(file);
  let target = 1;
  while (target < backups && exists(`${file}.${target}`)) target++;
  for (; target > 1; target--) renameSync(`${file}.${target - 1}`, `${file}.${target}`);
  renameSync(file, `${file}.1`);
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
