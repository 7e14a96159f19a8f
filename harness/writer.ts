/** How a log rotates. Sizes are bytes, periods milliseconds; `backups` is how many rotated files are kept. */
export type Rotation =
  | { readonly kind: 'none' }
  | { readonly kind: 'size'; readonly maxBytes: number; readonly backups: number }
  | { readonly kind: 'time'; readonly periodMs: number; readonly backups: number };

/** What a writer is asked to open: `file` is the absolute path of the live log, `process` this process's number. */
export interface OpenRequest {
  readonly file: string;
  readonly rotation: Rotation;
  readonly process: number;
}

/**
 * A log that one process holds open. `append` resolves when the writer acknowledges the record, or throws when it says
 * no; it adds the line's end itself. `close` resolves when everything acknowledged has been handed to the file system.
 */
export interface OpenLog {
  readonly append: (record: string) => void | Promise<void>;
  readonly close: () => void | Promise<void>;
}
