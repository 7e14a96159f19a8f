import { readdirSync } from 'node:fs';
import { newDirectory } from '../processes/directory.js';

/** Has all working directories lie in one for as long as something is measured; gives how many were left in the end. */
export async function inOwnDirectory(measure: () => Promise<void>): Promise<number> {
  const own = newDirectory();
  process.env['LOGTORTURE_DIRECTORY'] = own.path;
  try {
    await measure();
    return readdirSync(own.path).length;
  } finally {
    delete process.env['LOGTORTURE_DIRECTORY'];
    own.remove();
  }
}

/** How many descriptors this process has open. */
export function descriptors(): number {
  return readdirSync('/proc/self/fd').length;
}
