import { appendFileSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, sizeOf } from './rotate.js';

/** A log that is full. */
export interface Full {
  readonly file: string;
  readonly backups: number;
  /** Whether there is still no room for the line. */
  readonly isStillFull: () => boolean;
}

/**
 * A writer that appends, under the log's lock, as long as there is room. When there is none it releases the lock, has
 * `makeRoom` rotate the log, and tries again. No process appends to a full log, so everything depends on `makeRoom`.
 */
export function appendsWhereThereIsRoom(name: string, makeRoom: (full: Full) => void | Promise<void>): CanaryWriter {
  return {
    name,
    rotations: ['none', 'size'],
    open({ file, rotation }) {
      return {
        async append(record) {
          const line = `${record}\n`;
          const isStillFull = (): boolean => isFull(sizeOf(file), line, rotation);
          const appended = (): Promise<boolean> =>
            whileLocked(`${file}.lock`, () => {
              if (isStillFull()) return false;
              appendFileSync(file, line);
              return true;
            });
          const backups = rotation.kind === 'size' ? rotation.backups : 0;
          while (!(await appended())) await makeRoom({ file, backups, isStillFull });
        },
        close: () => undefined,
      };
    },
  };
}
