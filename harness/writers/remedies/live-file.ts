import { closeSync, fstatSync, openSync, statSync, type BigIntStats } from 'node:fs';

/** The file that bears the log's name at this moment. */
export interface Current {
  readonly descriptor: number;
  readonly bytes: number;
  /** When something was last written to it. */
  readonly writtenMs: number;
  /** Whether it is another file than at the last call. */
  readonly isNew: boolean;
}

/** A log that others may rename while it is open here. */
export interface LiveFile {
  /** Opens the file that bears the name now, unless it is open already. Where there is none it makes one. */
  readonly current: () => Current;
  readonly close: () => void;
}

/**
 * Files are compared by device and inode. The inode of a file that is open is not reused, so the comparison is never
 * wrong.
 */
export function openLiveFile(file: string): LiveFile {
  let opened: { readonly descriptor: number; readonly stats: BigIntStats } | undefined;
  const close = (): void => {
    const closing = opened;
    opened = undefined;
    if (closing !== undefined) closeSync(closing.descriptor);
  };
  return {
    current() {
      const there = statSync(file, { bigint: true, throwIfNoEntry: false });
      if (there !== undefined && opened?.stats.ino === there.ino && opened.stats.dev === there.dev) {
        return currentOf(opened.descriptor, there, false);
      }
      close();
      const descriptor = openSync(file, 'a+', modeOf(file, there));
      const stats = fstatSync(descriptor, { bigint: true });
      opened = { descriptor, stats };
      return currentOf(descriptor, stats, true);
    },
    close,
  };
}

function currentOf(descriptor: number, { size, mtimeMs }: BigIntStats, isNew: boolean): Current {
  return { descriptor, bytes: Number(size), writtenMs: Number(mtimeMs), isNew };
}

/**
 * The mode of a file that is to be made: that of the file that was there a moment ago, and may have been renamed since, or
 * of the newest backup. So a log that was made unreadable for others stays so.
 */
function modeOf(file: string, there: BigIntStats | undefined): number {
  const last = there ?? statSync(`${file}.1`, { bigint: true, throwIfNoEntry: false });
  return last === undefined ? 0o666 : Number(last.mode) & 0o777;
}
