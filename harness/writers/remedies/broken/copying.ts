import { existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import type { Parts } from '../rotating-file.js';

/** Rotates by copying: shifts the backups, copies the log to the first place with a mode, and empties it. */
export function copyWithMode(modeOf: (file: string) => number): Parts['shift'] {
  return (file, backups) => {
    moveBackupsUp(file, backups);
    writeFileSync(`${file}.1`, readFileSync(file), { mode: modeOf(file) });
    truncateSync(file);
  };
}

/** Renames every backup to the next number, the oldest first. */
export function moveBackupsUp(file: string, backups: number): void {
  for (let age = backups - 1; age > 0; age--) {
    if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
  }
}
