import { closeSync, fstatSync, openSync, statSync, writeSync } from 'node:fs';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, rotate, sizeOf } from './rotate.js';

/**
 * Whether a descriptor still leads to the live log. `bytes` is the size of the live log, `leftBytes` what it was after this
 * process's last record.
 */
export type IsCurrent = (descriptor: number, file: string, bytes: number, leftBytes: number) => boolean;

/** A writer that keeps its descriptor as long as `isCurrent` says so. It does everything under one lock. */
export function keepsDescriptor(name: string, isCurrent: IsCurrent): CanaryWriter {
  return {
    name,
    rotations: ['none', 'size'],
    open({ file, rotation }) {
      let descriptor = openSync(file, 'a');
      let leftBytes = 0;
      const reopen = (): void => {
        closeSync(descriptor);
        descriptor = openSync(file, 'a');
      };
      const append = (line: string): void => {
        const bytes = sizeOf(file);
        if (!isCurrent(descriptor, file, bytes, leftBytes)) reopen();
        const full = rotation.kind === 'size' && isFull(bytes, line, rotation);
        if (full) {
          rotate(file, rotation.backups);
          reopen();
        }
        writeSync(descriptor, line);
        leftBytes = (full ? 0 : bytes) + Buffer.byteLength(line);
      };
      return {
        append: (record) => whileLocked(`${file}.lock`, () => append(`${record}\n`)),
        close: () => closeSync(descriptor),
      };
    },
  };
}

export function isTheLogs(descriptor: number, file: string): boolean {
  return fstatSync(descriptor).ino === statSync(file, { throwIfNoEntry: false })?.ino;
}
