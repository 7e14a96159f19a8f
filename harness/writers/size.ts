import { renameSync, unlinkSync } from 'node:fs';
import type { Writer } from './writer.js';
import { BaseRotatingHandler, exists } from './cpython.js';
import { openStream } from './cpython-stream.js';

/** `RotatingFileHandler` (CPython 3.11, Lib/logging/handlers.py), call by call and in its order. */
class RotatingFileHandler extends BaseRotatingHandler {
  private readonly maxBytes: number;
  private readonly backupCount: number;

  constructor(file: string, maxBytes: number, backupCount: number) {
    super(file);
    this.maxBytes = maxBytes;
    this.backupCount = backupCount;
  }

  protected override doRollover(): void {
    this.closeStream();
    if (this.backupCount > 0) {
      for (let index = this.backupCount - 1; index > 0; index -= 1) {
        const source = `${this.baseFilename}.${index}`;
        const destination = `${this.baseFilename}.${index + 1}`;
        if (exists(source)) {
          if (exists(destination)) unlinkSync(destination);
          renameSync(source, destination);
        }
      }
      const destination = `${this.baseFilename}.1`;
      if (exists(destination)) unlinkSync(destination);
      this.rotate(this.baseFilename, destination);
    }
    this.stream = openStream(this.baseFilename);
  }

  protected override shouldRollover(record: string): boolean {
    if (this.isIrregular()) return false;
    this.stream ??= openStream(this.baseFilename);
    return this.maxBytes > 0 && this.stream.endBytes() + characters(`${record}\n`) >= this.maxBytes;
  }
}

/** Python's `len`: it adds characters to bytes, so records beyond ASCII let a file grow over `maxBytes`. */
function characters(text: string): number {
  return text.length - (text.match(/[\u{10000}-\u{10FFFF}]/gu)?.length ?? 0);
}

/**
 * CPython 3.11's `RotatingFileHandler`. Whatever the interleaving, each record is one write with O_APPEND, and a file only
 * ever moves one number up, onto the file that it replaces: what survives is whole and in order. But nothing holds
 * other processes off between a look and what follows it. It doesn't keep the threshold even alone: a record of at
 * least `maxBytes` rotates an empty file, and `backups: 0` never rotates.
 */
const size: Writer = {
  name: 'size',
  rotations: ['size'],
  guarantees: ['no-record-duplicated', 'no-line-torn', 'nothing-unexpected', 'not-stuck-after-kill', 'order-kept'],
  guaranteesAlone: ['no-record-lost', 'retention-kept', 'no-error'],
  open({ file, rotation }) {
    if (rotation.kind !== 'size')
      throw new Error(`The writer size rotates by size only: it was asked for ${rotation.kind}.`);
    const handler = new RotatingFileHandler(file, rotation.maxBytes, rotation.backups);
    return { append: (record) => handler.emit(record), close: () => handler.close() };
  },
};

export default size;
