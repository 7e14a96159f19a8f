import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isTaken } from './is-taken.js';

/** How often a lock that is a file is tried. */
const everyMs = 10;

/** Makes the file that is a lock, once nobody else has; where somebody has, asks first whether to remove that. */
export async function makeLockFile(file: string, look: () => void = () => undefined): Promise<void> {
  while (isTaken(() => closeSync(openSync(file, 'wx')))) {
    look();
    await pause(everyMs);
  }
}
