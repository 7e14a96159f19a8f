import { renameSync, statSync, truncateSync } from 'node:fs';

/**
 * Puts a log aside as `.1` and what was `.1` as `.2`, up to the first number that is free, or else over the oldest. Each
 * step is one rename, which is done or not: whoever is killed between two leaves a free number behind, and what lies
 * beyond it is not moved on for nothing the next time. Without backups the log is emptied.
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
