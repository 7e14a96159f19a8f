import { closeSync, fstatSync, openSync, statSync, type BigIntStats } from 'node:fs';

/** The file that bears the log's name at this moment. */
export interface Current {
  readonly descriptor: number;
  readonly bytes: number;
  /** When something was last written to it. */
  readonly writtenMs: number;
  /** Whether it is another than the last time. */
  readonly isNew: boolean;
}

/** A log that others may rename while it is open here. */
export interface LiveFile {
  /** Looks which file bears the name, and opens that one, made if need be, unless it is open already. */
  readonly current: () => Current;
  readonly close: () => void;
}

/**
 * Files are told apart by device and inode. The number of one that is open here can't be given to another, so the
 * comparison is never wrong.
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
 * The mode of the file if it must be made. A log that was made unreadable for others stays so: it is that of the file
 * that was there a moment ago, and may have been renamed since, or of the last one that was rotated.
 */
function modeOf(file: string, there: BigIntStats | undefined): number {
  const last = there ?? statSync(`${file}.1`, { bigint: true, throwIfNoEntry: false });
  return last === undefined ? 0o666 : Number(last.mode) & 0o777;
}
