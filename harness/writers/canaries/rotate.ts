import { renameSync, rmSync, statSync } from 'node:fs';
import { errorCode } from '../../words.js';
import type { Rotation } from '../../scenario/rotation.js';

export function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A file's bytes; none where there is no file. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Whether a log of so many bytes must be rotated before a line goes into it. */
export function isFull(bytes: number, line: string, rotation: Rotation): boolean {
  return rotation.kind === 'size' && bytes > 0 && bytes + Buffer.byteLength(line) > rotation.maxBytes;
}

/** Makes the live file the first of so many backups, and removes the oldest where there would be one too many. */
export function rotate(file: string, backups: number): void {
  shift(file, backups);
  if (backups > 0) renameSync(file, `${file}.1`);
  else rmSync(file);
}

/** Moves the backups below the first gap one number up, the oldest first. Without a gap the last one is overwritten. */
export function shift(file: string, backups: number): void {
  let oldest = 1;
  while (oldest < backups && exists(`${file}.${oldest}`)) oldest++;
  for (let age = oldest; age > 1; age--) renameIfThere(`${file}.${age - 1}`, `${file}.${age}`);
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
