import { renameSync, statSync } from 'node:fs';
import { openStream, type Stream } from './cpython-stream.js';

/**
 * `logging.FileHandler` of CPython 3.11 (Lib/logging/__init__.py), call by call. Names are Python's, so that both can be
 * read side by side.
 */
export class FileHandler {
  protected readonly baseFilename: string;
  /** Undefined after a rollover failed, until the next record opens the file again. */
  protected stream: Stream | undefined;

  constructor(file: string) {
    this.baseFilename = file;
    this.stream = openStream(file);
  }

  /** Never throws an error of a write: as in Python, the caller learns nothing of it. */
  emit(record: string): void {
    this.stream ??= openStream(this.baseFilename);
    try {
      this.stream.write(`${record}\n`);
      this.stream.flush();
    } catch (error) {
      handleError(error, record);
    }
  }

  close(): void {
    const { stream } = this;
    if (stream === undefined) return;
    try {
      stream.flush();
    } finally {
      this.stream = undefined;
      stream.close();
    }
  }
}

/** `BaseRotatingHandler` (Lib/logging/handlers.py): before each record it asks whether the log must roll over. */
export abstract class BaseRotatingHandler extends FileHandler {
  protected abstract shouldRollover(record: string): boolean;
  protected abstract doRollover(): void;

  /** When a rollover fails, the record that caused it is printed on stderr and never written. */
  override emit(record: string): void {
    try {
      if (this.shouldRollover(record)) this.doRollover();
      super.emit(record);
    } catch (error) {
      handleError(error, record);
    }
  }

  protected rotate(source: string, destination: string): void {
    if (exists(source)) renameSync(source, destination);
  }

  /** A device or a pipe is never rolled over (bpo-45401). */
  protected isIrregular(): boolean {
    return exists(this.baseFilename) && !isFile(this.baseFilename);
  }

  protected closeStream(): void {
    this.stream?.close();
    this.stream = undefined;
  }
}

/** `os.path.exists`: one stat, and any error means no. Node's `existsSync` would call access instead. */
export function exists(path: string): boolean {
  return look(path) !== undefined;
}

/** `os.path.isfile`: a stat of its own. */
function isFile(path: string): boolean {
  return look(path)?.isFile() ?? false;
}

function look(path: string): ReturnType<typeof statSync> {
  try {
    // That a file is missing is usual here, and an exception for it would take longer than the call itself.
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * `logging.Handler.handleError` with `raiseExceptions` on, its default: prints the error and the record on stderr and
 * goes on. In one write, so that the lines of two processes don't mix.
 */
function handleError(error: unknown, record: string): void {
  const description = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`--- Logging error ---\n${description}\nMessage: ${JSON.stringify(record)}\nArguments: ()\n`);
}
