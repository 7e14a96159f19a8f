import { existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import type { Parts } from '../rotating-file.js';

/** Rotates by copying: shifts the backups, copies the log to the first place with a mode, and empties it. */
export function copyWithMode(modeOf: (file: string) => number): Parts['shift'] {
  return (file, backups) => {
    for (let age = backups - 1; age > 0; age--) {
      if (existsSync(`${file}.${age}`)) renameSync(`${file}.${age}`, `${file}.${age + 1}`);
    }
    writeFileSync(`${file}.1`, readFileSync(file), { mode: modeOf(file) });
    truncateSync(file);
  };
}
