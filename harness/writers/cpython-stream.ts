import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

/** What CPython's `open` takes from `st_blksize`, which is 4,096 on ext4, xfs, btrfs and tmpfs (Modules/_io/_iomodule.c). */
const BUFFER_BYTES = 4096;

/** The stream that a handler writes to: what `open(file, 'a', encoding='utf-8')` gives in CPython 3.11. */
export interface Stream {
  readonly write: (text: string) => void;
  /** One write(2) of everything that waits, or several if the system takes only a part. */
  readonly flush: () => void;
  /** `seek(0, 2)` and `tell()`. Node has no lseek: an fstat of the same descriptor gives the same number. */
  readonly endBytes: () => number;
  readonly close: () => void;
}

/**
 * Opens a file as Python does, buffer included. The buffer matters after an error: what a failed flush left in it goes
 * out with the next record, or is tried again by `close`, while bytes beyond the buffer's size are tried once and
 * dropped (Modules/_io/bufferedio.c, `_io_BufferedWriter_write_impl`).
 */
export function openStream(file: string): Stream {
  let descriptor: number | undefined = openSync(file, 'a');
  let waiting: Buffer = Buffer.alloc(0);

  const opened = (): number => {
    if (descriptor === undefined) throw new Error('I/O operation on closed file.');
    return descriptor;
  };
  const flush = (): void => {
    const target = opened();
    while (waiting.length > 0) waiting = waiting.subarray(writeSync(target, waiting));
  };
  return {
    write(text) {
      const target = opened();
      let rest: Buffer = Buffer.from(text);
      if (waiting.length + rest.length > BUFFER_BYTES) {
        flush();
        while (rest.length > BUFFER_BYTES) rest = rest.subarray(writeSync(target, rest));
      }
      waiting = Buffer.concat([waiting, rest]);
    },
    flush,
    endBytes() {
      flush();
      return fstatSync(opened()).size;
    },
    close() {
      if (descriptor === undefined) return;
      // The text layer flushes, then the buffer's own close flushes again, and the descriptor is closed even so.
      try {
        try {
          flush();
        } finally {
          flush();
        }
      } finally {
        const target = descriptor;
        descriptor = undefined;
        closeSync(target);
      }
    },
  };
}
