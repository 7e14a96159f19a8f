import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isTaken } from '../../is-taken.js';

const waitMs = 10;

/** Makes a file that serves as a lock. It waits as long as the file is there. */
export async function makeLockFile(file: string): Promise<void> {
  while (isTaken(() => closeSync(openSync(file, 'wx')))) await pause(waitMs);
}
