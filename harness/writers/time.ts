import { readdirSync, statSync, unlinkSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import type { Writer } from './writer.js';
import { BaseRotatingHandler, exists } from './cpython.js';
import { openStream } from './cpython-stream.js';
import { dateSuffix, isDateSuffix } from './cpython-date.js';

/** `TimedRotatingFileHandler` with `when='S'` (CPython 3.11, Lib/logging/handlers.py), call by call and in its order. */
class TimedRotatingFileHandler extends BaseRotatingHandler {
  private readonly intervalS: number;
  private readonly backupCount: number;
  private rolloverAtS: number;

  constructor(file: string, intervalS: number, backupCount: number) {
    super(file);
    this.intervalS = intervalS;
    this.backupCount = backupCount;
    try {
      this.rolloverAtS = intervalS + (exists(file) ? Math.floor(statSync(file).mtimeMs / 1000) : nowS());
    } catch (error) {
      // Another process took the file away between the two looks. Python throws too, and its collector closes the file.
      this.close();
      throw error;
    }
  }

  protected override shouldRollover(): boolean {
    const currentS = nowS();
    if (currentS < this.rolloverAtS) return false;
    if (!this.isIrregular()) return true;
    this.rolloverAtS = currentS + this.intervalS;
    return false;
  }

  protected override doRollover(): void {
    this.closeStream();
    const currentS = nowS();
    const destination = `${this.baseFilename}.${dateSuffix(this.rolloverAtS - this.intervalS, currentS)}`;
    if (exists(destination)) unlinkSync(destination);
    this.rotate(this.baseFilename, destination);
    if (this.backupCount > 0) for (const path of this.getFilesToDelete()) unlinkSync(path);
    this.stream = openStream(this.baseFilename);
    this.rolloverAtS = currentS + this.intervalS;
  }

  /** The oldest by name of all files that are dated, beyond `backupCount`. */
  private getFilesToDelete(): readonly string[] {
    const directory = dirname(this.baseFilename);
    const base = basename(this.baseFilename);
    const prefix = `${parse(base).name}.`;
    const dated = readdirSync(directory)
      .filter((name) => name.startsWith(base) && name.startsWith(prefix))
      .filter((name) => name.slice(prefix.length).split('.').some(isDateSuffix))
      .toSorted();
    return dated.slice(0, Math.max(0, dated.length - this.backupCount)).map((name) => join(directory, name));
  }
}

function nowS(): number {
  return Math.floor(Date.now() / 1000);
}

/**
 * CPython 3.11's `TimedRotatingFileHandler`. Whatever the interleaving, each record is one write with O_APPEND. But every
 * process rotates at the same moment under the same name, and each removes what the one before it has put there. A
 * process that was idle names the file for its own last period, so not even the order is kept. `backups: 0` keeps all.
 */
const time: Writer = {
  name: 'time',
  rotations: ['time'],
  numbering: 'usual',
  guarantees: ['no-record-duplicated', 'no-line-torn', 'nothing-unexpected', 'not-stuck-after-kill'],
  guaranteesAlone: ['no-record-lost', 'order-kept', 'retention-kept', 'no-error'],
  open({ file, rotation }) {
    if (rotation.kind !== 'time')
      throw new Error(`The writer time rotates by time only: it was asked for ${rotation.kind}.`);
    if (rotation.periodMs < 1000 || rotation.periodMs % 1000 !== 0) {
      throw new Error(
        `The writer time counts in whole seconds: periodMs is ${rotation.periodMs}, no multiple of 1000.`,
      );
    }
    const handler = new TimedRotatingFileHandler(file, rotation.periodMs / 1000, rotation.backups);
    return { append: (record) => handler.emit(record), close: () => handler.close() };
  },
};

export default time;
