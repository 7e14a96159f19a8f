import { appendFileSync, renameSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { datedName, periodNow, prune } from './dated.js';
import { whileLocked } from './lock.js';
import { exists } from './rotate.js';

/** A writer that rotates, under a lock, before its first record of a period, if `mayRotate` allows it. */
export function rotatesEachPeriod(
  name: string,
  mayRotate: (dated: string) => boolean,
  nameOf: typeof datedName = datedName,
): CanaryWriter {
  return {
    name,
    rotations: ['none', 'time'],
    open({ file, rotation }) {
      let latest = periodNow(rotation);
      const append = (line: string): void => {
        const period = periodNow(rotation);
        const dated = nameOf(file, rotation, period);
        if (rotation.kind === 'time' && period > latest && exists(file) && mayRotate(dated)) {
          renameSync(file, dated);
          prune(file, rotation.backups);
        }
        latest = period;
        appendFileSync(file, line);
      };
      return {
        append: (record) => whileLocked(`${file}.lock`, () => append(`${record}\n`)),
        close: () => undefined,
      };
    },
  };
}
