import { appendFileSync } from 'node:fs';
import type { Rotation } from '../../scenario/rotation.js';
import type { OpenLog } from '../writer.js';
import type { CanaryWriter } from './broken.js';
import { whileLocked } from './lock.js';
import { isFull, rotate, sizeOf } from './rotate.js';

/** What a canary may break. */
interface Parts {
  readonly isFull: (bytes: number, line: string, rotation: Rotation) => boolean;
  readonly rotate: (file: string, backups: number) => void;
  readonly write: (file: string, line: string) => void;
}

/**
 * A correct writer: it looks, rotates and appends under one lock. A canary replaces a part of it by one with a bug, or
 * changes with `wrap` what its callers see.
 */
export function lockedWriter(
  name: string,
  broken: Partial<Parts> = {},
  wrap: (log: OpenLog) => OpenLog = (log) => log,
): CanaryWriter {
  const parts = { isFull, rotate, write: appendFileSync, ...broken };
  return {
    name,
    rotations: ['none', 'size'],
    open({ file, rotation }) {
      return wrap({
        append: (record) => whileLocked(`${file}.lock`, () => append(parts, file, rotation, `${record}\n`)),
        close: () => undefined,
      });
    },
  };
}

function append(parts: Parts, file: string, rotation: Rotation, line: string): void {
  if (rotation.kind === 'size' && parts.isFull(sizeOf(file), line, rotation)) parts.rotate(file, rotation.backups);
  parts.write(file, line);
}
