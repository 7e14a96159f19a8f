import { appendFileSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, sizeOf } from './rotate.js';

/** What one rotation is about. */
export interface Full {
  readonly file: string;
  readonly backups: number;
  /** Whether there is still no room for the line. */
  readonly isStillFull: () => boolean;
}

/**
 * A writer that appends, under the log's lock, as long as there is room, and else lets go of that lock, has the log
 * rotated under another, and tries again. While a log is full nobody appends to it; so all depends on `makeRoom`.
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
